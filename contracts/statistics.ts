import { z } from 'zod';
import { alarmTypeSchema, prioritySchema } from './alarm.ts';
import { deviceKindSchema } from './device.ts';
import { dispositionSchema, incidentStateSchema } from './incident.ts';
import { roleSchema } from './people.ts';

/** TSA: a call is answered by a person, somebody is at the door (docs/statistics.md says what counts as what). */
export const RESPONSE_TARGETS = [
  { withinMs: 60_000, share: 0.975 },
  { withinMs: 180_000, share: 0.99 },
] as const;
export const ARRIVAL_TARGETS = [
  { withinMs: 45 * 60_000, share: 0.9 },
  { withinMs: 60 * 60_000, share: 1 },
] as const;

/** False alarms of the inactivity rule that a home may have, a week (DOMAIN: figures to hold). */
export const INACTIVITY_PER_HOME_WEEK = 0.1;

/** The longest period that is asked for at once, days. */
export const STATISTICS_DAYS_MAX = 92;

export const GROUPINGS = ['hour', 'area', 'operator', 'day'] as const;
export const groupingSchema = z.enum(GROUPINGS);
export type Grouping = z.infer<typeof groupingSchema>;

/** How many of how many: those that still wait within the target are in neither. */
export const countedSchema = z.object({ met: z.number().int(), of: z.number().int() });
export type Counted = z.infer<typeof countedSchema>;

const timesSchema = {
  /** of all that count, those never answered with the time that they have waited; absent where there are none */
  p50Ms: z.number().optional(),
  p95Ms: z.number().optional(),
  maxMs: z.number().optional(),
};

export const responseFiguresSchema = z.object({
  /** raisings of calling incidents */
  calls: z.number().int(),
  /** of these answered by a person of the centre */
  answered: z.number().int(),
  /** by a person of the centre: the figure that TSA asks for */
  within60: countedSchema,
  within180: countedSchema,
  ...timesSchema,
  /** by anybody: the centre, or a contact who is on the way */
  byAnyone: z.object({ within60: countedSchema, within180: countedSchema }),
});
export type ResponseFigures = z.infer<typeof responseFiguresSchema>;

export const arrivalFiguresSchema = z.object({
  /** incidents to which somebody was sent, or went */
  sent: z.number().int(),
  arrived: z.number().int(),
  /** called back before anybody arrived: it was a false alarm */
  stoodDown: z.number().int(),
  within45: countedSchema,
  within60: countedSchema,
  ...timesSchema,
});
export type ArrivalFigures = z.infer<typeof arrivalFiguresSchema>;

/** `key`: 00 to 23, a day (YYYY-MM-DD), the id of an area or a user; `none`: answered by nobody. */
export const responseGroupSchema = responseFiguresSchema.extend({
  key: z.string(),
  /** of an area or a user who still exists */
  name: z.string().optional(),
});
export type ResponseGroup = z.infer<typeof responseGroupSchema>;

const periodSchema = { from: z.iso.datetime(), to: z.iso.datetime(), areaId: z.string().optional() };

export const responseStatisticsSchema = z.object({
  ...periodSchema,
  groupBy: groupingSchema,
  total: responseFiguresSchema,
  groups: z.array(responseGroupSchema),
  arrival: arrivalFiguresSchema,
});
export type ResponseStatistics = z.infer<typeof responseStatisticsSchema>;

export const typeFiguresSchema = z.object({
  type: alarmTypeSchema,
  /** opened in the period, tests left out */
  incidents: z.number().int(),
  falseAlarms: z.number().int(),
  /** false alarms per home and week; absent where there is no home */
  perHomeWeek: z.number().optional(),
});

export const deviceFiguresSchema = z.object({
  deviceId: z.string(),
  homeId: z.string(),
  address: z.string(),
  areaName: z.string(),
  /** absent when the device was removed since */
  kind: deviceKindSchema.optional(),
  room: z.string().optional(),
  model: z.string().optional(),
  alarms: z.number().int(),
  /** alarms of incidents that were closed as a false alarm */
  falseAlarms: z.number().int(),
});
export type DeviceFigures = z.infer<typeof deviceFiguresSchema>;

/** The devices with the most false alarms, then the most alarms. */
export const deviceStatisticsSchema = z.object({
  ...periodSchema,
  /** homes in the area now */
  homes: z.number().int(),
  types: z.array(typeFiguresSchema),
  devices: z.array(deviceFiguresSchema),
});
export type DeviceStatistics = z.infer<typeof deviceStatisticsSchema>;

const openIncidentSchema = z.object({
  id: z.string(),
  type: alarmTypeSchema,
  priority: prioritySchema,
  state: incidentStateSchema,
  areaName: z.string(),
  address: z.string(),
});

export const nowStatisticsSchema = z.object({
  at: z.iso.datetime(),
  /** calls that nobody has accepted; those that wait longest come first, 50 at most */
  waiting: z.object({
    total: z.number().int(),
    past60: z.number().int(),
    past180: z.number().int(),
    items: z.array(openIncidentSchema.extend({ since: z.iso.datetime() })),
  }),
  /** leases that are over although somebody still stands as the holder */
  overdueLeases: z.array(
    openIncidentSchema.extend({ holder: z.string().optional(), leaseUntil: z.iso.datetime() }),
  ),
  /** on the roster now, or connected without being on it */
  people: z.array(
    z.object({
      userId: z.string(),
      name: z.string(),
      roles: z.array(roleSchema),
      /** end of the duty; absent: not on the roster */
      until: z.iso.datetime().optional(),
      connected: z.boolean(),
    }),
  ),
  /** somebody is sent and not done yet, or a technical incident that nobody has closed */
  workOrders: z.object({
    homes: z.number().int(),
    items: z.number().int(),
    overdue: z.number().int(),
    /** overdue ones first, then the oldest; 50 at most */
    list: z.array(
      openIncidentSchema.extend({
        homeId: z.string(),
        /** of who was sent; absent: nobody was, it is to be repaired */
        order: z.string().optional(),
        /** who was sent, else who has it */
        to: z.string().optional(),
        /** sent; else opened */
        since: z.iso.datetime(),
        overdue: z.boolean(),
      }),
    ),
  }),
});
export type NowStatistics = z.infer<typeof nowStatisticsSchema>;

export const incidentCountSchema = z.object({
  type: alarmTypeSchema,
  /** absent: not closed yet */
  disposition: dispositionSchema.optional(),
  count: z.number().int(),
});
export type IncidentCount = z.infer<typeof incidentCountSchema>;

export const MONTH_PATTERN = /^20\d\d-(0[1-9]|1[0-2])$/;

/** All figures of one month, by the clock on the wall of the area. */
export const monthlyReportSchema = z.object({
  month: z.string().regex(MONTH_PATTERN),
  /** IANA name: where the month begins and ends */
  timezone: z.string(),
  areaName: z.string().optional(),
  madeAt: z.iso.datetime(),
  /** the month has not ended: the figures are of the part that has passed */
  running: z.boolean(),
  /** opened in the month, tests too */
  incidents: z.array(incidentCountSchema),
  /** its groups are days */
  response: responseStatisticsSchema,
  /** the same calls by what else they are looked at */
  groups: z.object({
    hour: z.array(responseGroupSchema),
    area: z.array(responseGroupSchema),
    operator: z.array(responseGroupSchema),
  }),
  devices: deviceStatisticsSchema,
});
export type MonthlyReport = z.infer<typeof monthlyReportSchema>;

/** Whether a target is held; undefined while nothing counts. */
export function targetHeld({ met, of }: Counted, share: number): boolean | undefined {
  return of === 0 ? undefined : met / of >= share;
}
