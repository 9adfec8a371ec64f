import { type Lane, type UplinkMessage, LANES } from '../contracts/uplink.ts';
import type { Logger } from '../service/create-logger.ts';
import type { BrokerMetrics } from './broker-metrics.ts';
import { createCommitLane, type CommitLane } from './commit-lane.ts';
import { describeRedisError } from './describe-redis-error.ts';
import type { MemoryGate } from './memory-gate.ts';
import { openRedisAppender, type RedisAppender } from './redis-appender.ts';

export interface UplinkLogOptions {
  redisUrl: string;
  gate: MemoryGate;
  metrics: BrokerMetrics;
  log: Logger;
}

export interface UplinkLog {
  /** `done` is called once Redis has the message on disk, never before. */
  append: (lane: Lane, shard: number, message: UplinkMessage, done: () => void) => void;
  /** What an alarm sent now would meet. */
  state(now: number): { state: 'ok' } | { state: 'down'; code: 'failing' | 'stuck'; reason: string };
  /** Waits for what is in flight, at most `graceMs`; what is not durable then is never acknowledged. */
  stop: (graceMs: number) => Promise<void>;
}

/** Measured: 3 ms more cost nobody anything and spare Redis two thirds of its work at 5,000 messages a second. */
const ROUTINE_LINGER_MS = 3;
const STUCK_AFTER_MS = 2_000;
const PROBE_EVERY_MS = 1_000;
/** An outage of this length no longer looks as if it healed itself. */
const CALL_A_PERSON_AFTER_MS = 30_000;
/** Beside the payload: objects, strings and closures of one message. */
const OVERHEAD_BYTES = 512;

interface OpenLane {
  lane: Lane;
  commits: CommitLane;
  appender: RedisAppender;
  probe: { since: number | undefined; problem: Error | undefined };
}

/** The durable uplink: two lanes to Redis, each with its own connection, commits and failures. */
export function openUplinkLog({ redisUrl, gate, metrics, log }: UplinkLogOptions): UplinkLog {
  const lanes = Object.fromEntries(LANES.map((lane) => [lane, openLane(lane)])) as Record<Lane, OpenLane>;
  const probing = setInterval(() => LANES.forEach((lane) => probe(lanes[lane])), PROBE_EVERY_MS);

  function openLane(lane: Lane): OpenLane {
    let failingSince: number | undefined;
    let calledForHelp = false;
    const appender = openRedisAppender({
      redisUrl,
      lane,
      onReady: () => commits.retryNow(),
      onError: (error) => log.debug({ lane, err: error }, 'connection to Redis'),
    });
    const commits = createCommitLane({
      write: (batches) => appender.write(batches),
      lingerMs: lane === 'routine' ? ROUTINE_LINGER_MS : 0,
      onCommit: (messages, entries, ms) => metrics.committed(lane, messages, entries, ms),
      onFailure: (error) => {
        metrics.appendFailed(lane);
        const now = Date.now();
        const { needsPerson, remedy } = describeRedisError(error);
        if (failingSince === undefined) {
          failingSince = now;
          log.warn({ lane, err: error, remedy }, 'uplink cannot be stored: devices get no acknowledgement');
        }
        if (!calledForHelp && (needsPerson || now - failingSince > CALL_A_PERSON_AFTER_MS)) {
          calledForHelp = true;
          log.error({ lane, err: error, remedy }, 'uplink is not being stored: no alarm gets through');
        }
      },
      onRecovery: () => {
        log.info({ lane, seconds: (Date.now() - (failingSince ?? 0)) / 1000 }, 'uplink is stored again');
        failingSince = undefined;
        calledForHelp = false;
      },
    });
    return { lane, commits, appender, probe: { since: undefined, problem: undefined } };
  }

  /** Only while nobody says anything: a commit tells more than a probe. */
  function probe({ commits, appender, probe }: OpenLane): void {
    if (commits.waiting() > 0 || probe.since !== undefined) return;
    probe.since = Date.now();
    appender
      .probe()
      .then(
        () => (probe.problem = undefined),
        (error: Error) => (probe.problem = error),
      )
      .finally(() => (probe.since = undefined));
  }

  return {
    append: (lane, shard, message, done) => {
      const bytes = message.payload.length + OVERHEAD_BYTES;
      gate.taken(bytes);
      lanes[lane].commits.append(shard, message, () => {
        gate.released(bytes);
        done();
      });
    },
    state: (now) => {
      for (const { lane, commits, probe } of Object.values(lanes)) {
        const problem = commits.failure() ?? (commits.waiting() > 0 ? undefined : probe.problem);
        if (problem) return { state: 'down', code: 'failing', reason: `${lane} lane: ${problem.message}` };
        const since = commits.busySince() ?? probe.since;
        if (since !== undefined && now - since > STUCK_AFTER_MS) {
          const seconds = Math.round((now - since) / 1000);
          return {
            state: 'down',
            code: 'stuck',
            reason: `${lane} lane: Redis has not answered for ${seconds} s`,
          };
        }
      }
      return { state: 'ok' };
    },
    stop: async (graceMs) => {
      clearInterval(probing);
      const all = Object.values(lanes);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, graceMs)));
      await Promise.race([Promise.all(all.map(({ commits }) => commits.idle())), late]);
      clearTimeout(timer);
      for (const { lane, commits, appender } of all) {
        if (commits.waiting() > 0) {
          log.warn(
            { lane, messages: commits.waiting() },
            'stopped with messages not stored: devices repeat them',
          );
        }
        commits.abandon();
        appender.close();
      }
    },
  };
}
