import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the console counts. */
export interface Metrics {
  registry: Registry;
  /** seconds by method, route and status */
  requests: Histogram;
  /** refused requests by `code` of the error list */
  refused: Counter;
  /** logins by result: `ok`, `wrong`, `limited` */
  logins: Counter;
  /** incidents sent to sockets, by how they were learned of: `redis`, `action`, `reconcile` */
  emitted: Counter;
  /** messages on the live channel that are not incidents */
  badLive: Counter;
  /** what sockets said of what they show and was not understood or not theirs */
  badViewing: Counter;
  sockets: Gauge;
  /** answers of people who were called, by `answer`, `via` and `result` */
  answers: Counter;
  /** reports of the SMS and voice provider, by `kind` and `result` */
  providerReports: Counter;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: 'anju_console_request_seconds',
      help: 'time from request to answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    refused: new Counter({
      name: 'anju_console_refused_total',
      help: 'requests refused, by error code',
      labelNames: ['code'],
      registers,
    }),
    logins: new Counter({
      name: 'anju_console_logins_total',
      help: 'attempts to log in, by result',
      labelNames: ['result'],
      registers,
    }),
    emitted: new Counter({
      name: 'anju_console_live_incidents_total',
      help: 'incident updates sent to sockets, by how the console learned of them',
      labelNames: ['source'],
      registers,
    }),
    badLive: new Counter({
      name: 'anju_console_live_bad_messages_total',
      help: 'messages on the live channel that are not incidents',
      registers,
    }),
    badViewing: new Counter({
      name: 'anju_console_live_bad_viewing_total',
      help: 'sockets that said they show something that is no incident, or not theirs to see',
      registers,
    }),
    answers: new Counter({
      name: 'anju_console_answers_total',
      help: 'answers of people who were called, by what they said, how it came and what became of it',
      labelNames: ['answer', 'via', 'result'],
      registers,
    }),
    providerReports: new Counter({
      name: 'anju_console_provider_reports_total',
      help: 'reports of the SMS and voice provider; unknown, unreadable and malformed ones changed nothing',
      labelNames: ['kind', 'result'],
      registers,
    }),
    sockets: new Gauge({
      name: 'anju_console_sockets',
      help: 'Socket.IO clients connected to /live',
      registers,
    }),
  };
}
