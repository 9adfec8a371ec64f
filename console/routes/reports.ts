import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AnjuError } from '../../contracts/errors.ts';
import { MONTH_PATTERN, monthlyReportSchema, type MonthlyReport } from '../../contracts/statistics.ts';
import { areaTimezone } from '../../store/area-timezone.ts';
import { callerOf, MANAGING } from '../authorize.ts';
import type { Api, Context } from '../context.ts';
import { idField } from '../fields.ts';
import { areaInScope } from '../in-scope.ts';
import { monthSpan } from '../statistics/month-span.ts';
import { readDevicePeriod, readResponseMonth } from '../statistics/read-period.ts';
import { recordReading } from '../statistics/record-reading.ts';
import { sendCsv } from '../statistics/send-csv.ts';
import { reportCsv } from '../statistics/statistics-csv.ts';

const tags = ['statistics'];
const config = { access: MANAGING };
const params = z.object({
  month: z.string().regex(MONTH_PATTERN, 'must be a month: YYYY-MM'),
});
const querystring = z.object({ areaId: idField.optional() });

/** The figures of a month, as the civil-affairs bureau gets them. */
export async function reportRoutes(api: Api, { store, now }: Context): Promise<void> {
  const read = async (
    request: FastifyRequest<{ Params: z.output<typeof params>; Querystring: z.output<typeof querystring> }>,
    exported: boolean,
  ): Promise<MonthlyReport> => {
    const { month } = request.params;
    const { areaId } = request.query;
    const area = areaId === undefined ? undefined : await areaInScope(store, request, areaId);
    const { scope } = callerOf(request);
    const timezone = await areaTimezone(store, { scope, areaId });
    const { from, to } = monthSpan(month, timezone);
    const madeAt = new Date(now());
    if (from > madeAt) throw new AnjuError('bad_request', `params.month: ${month} has not begun`);
    const question = { scope, areaId, from, to, now: madeAt };
    const [calls, devices] = await Promise.all([
      readResponseMonth(store, question),
      readDevicePeriod(store, question),
    ]);
    await recordReading(store, request, {
      what: 'report',
      exported,
      areaId,
      detail: { month },
      at: madeAt,
    });
    return {
      month,
      timezone,
      ...(area && { areaName: area.name }),
      madeAt: madeAt.toISOString(),
      running: to > madeAt,
      incidents: devices.incidents,
      ...calls,
      devices: devices.statistics,
    };
  };

  api.route({
    method: 'GET',
    url: '/reports/:month',
    config,
    schema: {
      tags,
      summary: 'All figures of a month (YYYY-MM), in the time zone of most homes of the area',
      params,
      querystring,
      response: { 200: monthlyReportSchema },
    },
    handler: (request) => read(request, false),
  });
  api.route({
    method: 'GET',
    url: '/reports/:month/csv',
    config,
    schema: {
      tags,
      summary: 'The same as one long table',
      params,
      querystring,
      response: { 200: z.string() },
    },
    handler: async (request, reply) =>
      sendCsv(reply, `report-${request.params.month}`, reportCsv(await read(request, true))),
  });
}
