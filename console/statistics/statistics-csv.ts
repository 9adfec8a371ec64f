import {
  ARRIVAL_TARGETS,
  type ArrivalFigures,
  type Counted,
  type DeviceStatistics,
  type MonthlyReport,
  type NowStatistics,
  type ResponseFigures,
  type ResponseStatistics,
} from '../../contracts/statistics.ts';
import { csv, type Cell } from './csv.ts';

const RESPONSE_COLUMNS = [
  'calls',
  'answered',
  'within_60_s',
  'of_60_s',
  'percent_60_s',
  'within_180_s',
  'of_180_s',
  'percent_180_s',
  'p50_s',
  'p95_s',
  'max_s',
  'anyone_percent_60_s',
  'anyone_percent_180_s',
];

export function responseCsv({ groupBy, total, groups }: ResponseStatistics): string {
  return csv(
    [groupBy, 'name', ...RESPONSE_COLUMNS],
    [
      ...groups.map((group) => [group.key, group.name, ...responseCells(group)]),
      ['all', undefined, ...responseCells(total)],
    ],
  );
}

export function devicesCsv({ devices }: DeviceStatistics): string {
  return csv(
    ['device', 'kind', 'model', 'room', 'address', 'area', 'alarms', 'false_alarms'],
    devices.map((one) => [
      one.deviceId,
      one.kind,
      one.model,
      one.room,
      one.address,
      one.areaName,
      one.alarms,
      one.falseAlarms,
    ]),
  );
}

export function nowCsv({ waiting, overdueLeases, people, workOrders }: NowStatistics): string {
  return csv(
    ['what', 'id', 'name', 'type', 'priority', 'area', 'address', 'since', 'until'],
    [
      ...waiting.items.map((one) => [
        'waiting',
        one.id,
        undefined,
        one.type,
        one.priority,
        one.areaName,
        one.address,
        one.since,
      ]),
      ...overdueLeases.map((one) => [
        'lease_over',
        one.id,
        one.holder,
        one.type,
        one.priority,
        one.areaName,
        one.address,
        undefined,
        one.leaseUntil,
      ]),
      ...workOrders.list.map((one) => [
        one.overdue ? 'work_order_overdue' : 'work_order',
        one.id,
        one.to,
        one.type,
        one.priority,
        one.areaName,
        one.address,
        one.since,
      ]),
      ...people.map((one) => [
        one.connected ? 'connected' : 'not_connected',
        one.userId,
        one.name,
        one.roles.join(' '),
        undefined,
        undefined,
        undefined,
        undefined,
        one.until,
      ]),
    ],
  );
}

/** The whole month as one long table: section, what, which, value. */
export function reportCsv({ incidents, response, groups, devices }: MonthlyReport): string {
  const figures = (which: string, all: ResponseFigures, section = 'response'): Cell[][] =>
    responseCells(all).map((value, n) => [section, RESPONSE_COLUMNS[n], which, value]);
  return csv(
    ['section', 'what', 'which', 'value'],
    [
      ['homes', 'homes', undefined, devices.homes],
      ...incidents.map(({ type, disposition, count }) => [
        'incidents',
        type,
        disposition ?? 'not_closed',
        count,
      ]),
      ...figures('all', response.total),
      ...response.groups.flatMap((group) => figures(group.key, group)),
      ...(['hour', 'area', 'operator'] as const).flatMap((by) =>
        // Two operators may have one name: who it is stands beside it.
        groups[by].flatMap((group) => {
          const which = group.name === undefined ? group.key : `${group.name} (${group.key})`;
          return figures(which, group, `response_by_${by}`);
        }),
      ),
      ...arrivalRows(response.arrival),
      ...devices.types.flatMap(({ type, incidents: opened, falseAlarms, perHomeWeek }) => [
        ['false_alarms', 'incidents', type, opened],
        ['false_alarms', 'false_alarms', type, falseAlarms],
        ['false_alarms', 'per_home_and_week', type, perHomeWeek],
      ]),
      ...devices.devices.map(({ deviceId, falseAlarms }) => [
        'devices',
        'false_alarms',
        deviceId,
        falseAlarms,
      ]),
    ],
  );
}

function responseCells(all: ResponseFigures): Cell[] {
  const { calls, answered, within60, within180, byAnyone } = all;
  return [
    calls,
    answered,
    ...[within60, within180].flatMap((share) => [share.met, share.of, percent(share)]),
    ...[all.p50Ms, all.p95Ms, all.maxMs].map(seconds),
    percent(byAnyone.within60),
    percent(byAnyone.within180),
  ];
}

function arrivalRows(arrival: ArrivalFigures): Cell[][] {
  const shares = [arrival.within45, arrival.within60];
  return [
    ['arrival', 'sent', undefined, arrival.sent],
    ['arrival', 'arrived', undefined, arrival.arrived],
    ['arrival', 'stood_down', undefined, arrival.stoodDown],
    ...ARRIVAL_TARGETS.map(({ withinMs }, n) => [
      'arrival',
      `percent_${withinMs / 60_000}_min`,
      undefined,
      percent(shares[n] ?? { met: 0, of: 0 }),
    ]),
    ['arrival', 'p50_s', undefined, seconds(arrival.p50Ms)],
    ['arrival', 'p95_s', undefined, seconds(arrival.p95Ms)],
    ['arrival', 'max_s', undefined, seconds(arrival.maxMs)],
  ];
}

function percent({ met, of }: Counted): number | undefined {
  return of === 0 ? undefined : Math.round((met / of) * 10_000) / 100;
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms / 100) / 10;
}
