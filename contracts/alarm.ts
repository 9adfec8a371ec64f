import { z } from 'zod';

/** Alarm types (DOMAIN: "Alarm types and priorities"). */
export const ALARM_TYPES = [
  'sos',
  'fall',
  'smoke',
  'gas',
  'water',
  'inactivity',
  'door',
  'tamper',
  'offline',
  'low_battery',
  'fault',
] as const;
export const alarmTypeSchema = z.enum(ALARM_TYPES);
export type AlarmType = z.infer<typeof alarmTypeSchema>;

/** 1 life safety, 2 urgent, 3 technical (a work order, never a siren). */
export const prioritySchema = z.union([z.literal(1), z.literal(2), z.literal(3)]);
export type Priority = z.infer<typeof prioritySchema>;

const PRIORITIES: Record<AlarmType, Priority> = {
  sos: 1,
  fall: 1,
  smoke: 1,
  gas: 1,
  water: 2,
  inactivity: 2,
  door: 2,
  tamper: 3,
  offline: 3,
  low_battery: 3,
  fault: 3,
};

export function priorityOf(type: AlarmType): Priority {
  return PRIORITIES[type];
}

/** What ingest hands to alerting: one thing that is wrong, said once. */
export const alarmSchema = z.object({
  /** derived from what was said (device, seq and time, type), so that a copy has the same id as its original */
  id: z.string().min(1).max(100),
  homeId: z.string(),
  deviceId: z.string(),
  type: alarmTypeSchema,
  priority: prioritySchema,
  /** epoch ms by the device's clock, or the server's where the device's is missing or in the future */
  at: z.number().int(),
  /** epoch ms at which the broker took the message */
  receivedAt: z.number().int(),
  /** a self-test: recorded as a test, never rings */
  test: z.boolean(),
  /** the hazard was said before and has not ended: it matters only where no incident is open for it */
  continuing: z.literal(true).optional(),
  /** the property and value that said so, for the operator: `{property: 'action', value: 'emergency'}` */
  cause: z.object({ property: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }),
});
export type Alarm = z.infer<typeof alarmSchema>;

/** An alarm whose device time lies this far before its arrival says how late it is (DOMAIN rule 9). */
export const LATE_AFTER_MS = 60_000;
