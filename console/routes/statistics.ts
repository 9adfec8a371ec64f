import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AnjuError } from '../../contracts/errors.ts';
import {
  deviceStatisticsSchema,
  groupingSchema,
  nowStatisticsSchema,
  responseStatisticsSchema,
  STATISTICS_DAYS_MAX,
  type NowStatistics,
} from '../../contracts/statistics.ts';
import { readNow, readStaff } from '../../store/read-now.ts';
import type { StatisticsQuery } from '../../store/response-calls.ts';
import { callerOf, MANAGING } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField, instantField } from '../fields.ts';
import { areaInScope } from '../in-scope.ts';
import { readDevicePeriod, readResponsePeriod } from '../statistics/read-period.ts';
import { recordReading } from '../statistics/record-reading.ts';
import { sendCsv } from '../statistics/send-csv.ts';
import { devicesCsv, nowCsv, responseCsv } from '../statistics/statistics-csv.ts';

const DAY_MS = 86_400_000;
const tags = ['statistics'];
const config = { access: MANAGING };
const place = z.object({ areaId: idField.optional() });
const period = place.extend({ from: instantField, to: instantField });
const grouped = period.extend({ groupBy: groupingSchema.default('hour') });
const table = { 200: z.string().describe('CSV (RFC 4180), UTF-8 with a byte order mark') };

/** How the centre works, for who answers for it. Whoever reads figures of a period is in the audit trail. */
export async function statisticsRoutes(api: Api, { store, now, present }: Context): Promise<void> {
  const ask = async (
    request: FastifyRequest,
    { from, to, areaId }: z.output<typeof period>,
  ): Promise<StatisticsQuery> => {
    const ms = to.getTime() - from.getTime();
    if (ms <= 0) throw new AnjuError('bad_request', 'query.to: must be after from');
    if (ms > STATISTICS_DAYS_MAX * DAY_MS) {
      throw new AnjuError('bad_request', `query.to: a period has ${STATISTICS_DAYS_MAX} days at most`);
    }
    if (areaId !== undefined) await areaInScope(store, request, areaId);
    return { scope: callerOf(request).scope, areaId, from, to, now: new Date(now()) };
  };
  const record = (
    request: FastifyRequest,
    read: { what: string; exported: boolean; query: { areaId?: string | undefined } },
  ) => {
    const { what, exported, query } = read;
    return recordReading(store, request, {
      what,
      exported,
      areaId: query.areaId,
      detail: { ...query },
      at: new Date(now()),
    });
  };
  const responseOf = async (request: FastifyRequest, query: z.output<typeof grouped>, exported: boolean) => {
    const answer = await readResponsePeriod(store, {
      ...(await ask(request, query)),
      groupBy: query.groupBy,
    });
    await record(request, { what: 'response', exported, query });
    return answer;
  };
  const devicesOf = async (request: FastifyRequest, query: z.output<typeof period>, exported: boolean) => {
    const { statistics } = await readDevicePeriod(store, await ask(request, query));
    await record(request, { what: 'devices', exported, query });
    return statistics;
  };
  const nowOf = async (
    request: FastifyRequest,
    { areaId }: z.output<typeof place>,
  ): Promise<NowStatistics> => {
    if (areaId !== undefined) await areaInScope(store, request, areaId);
    const question = { scope: callerOf(request).scope, areaId, now: new Date(now()) };
    const [incidents, staff] = await Promise.all([readNow(store, question), readStaff(store, question)]);
    const connected = await present(staff.map(({ userId }) => userId));
    const people = staff
      .map((one) => ({ ...one, connected: connected.has(one.userId) }))
      .filter((one) => one.until !== undefined || one.connected);
    return { at: question.now.toISOString(), ...incidents, people };
  };

  api.route({
    method: 'GET',
    url: '/statistics/response',
    config,
    schema: {
      tags,
      summary: 'How long calls waited for a person, and homes for somebody at the door (docs/statistics.md)',
      querystring: grouped,
      response: { 200: responseStatisticsSchema },
    },
    handler: (request) => responseOf(request, request.query, false),
  });
  api.route({
    method: 'GET',
    url: '/statistics/response.csv',
    config,
    schema: { tags, summary: 'The groups of /statistics/response', querystring: grouped, response: table },
    handler: async (request, reply) => {
      const text = responseCsv(await responseOf(request, request.query, true));
      return sendCsv(reply, `response-${request.query.groupBy}`, text);
    },
  });
  api.route({
    method: 'GET',
    url: '/statistics/devices',
    config,
    schema: {
      tags,
      summary: 'False alarms per home and week, and the 200 devices with the most of them',
      querystring: period,
      response: { 200: deviceStatisticsSchema },
    },
    handler: (request) => devicesOf(request, request.query, false),
  });
  api.route({
    method: 'GET',
    url: '/statistics/devices.csv',
    config,
    schema: { tags, summary: 'The devices of /statistics/devices', querystring: period, response: table },
    handler: async (request, reply) =>
      sendCsv(reply, 'devices', devicesCsv(await devicesOf(request, request.query, true))),
  });
  api.route({
    method: 'GET',
    url: '/statistics/now',
    config,
    schema: {
      tags,
      summary: 'What waits, whose lease is over, who is there, what needs repair',
      querystring: place,
      response: { 200: nowStatisticsSchema },
    },
    handler: (request) => nowOf(request, request.query),
  });
  api.route({
    method: 'GET',
    url: '/statistics/now.csv',
    config,
    schema: { tags, summary: 'The lists of /statistics/now', querystring: place, response: table },
    handler: async (request, reply) => {
      const text = nowCsv(await nowOf(request, request.query));
      await record(request, { what: 'now', exported: true, query: request.query });
      return sendCsv(reply, 'now', text);
    },
  });
}
