import { z } from 'zod';
import { alarmTypeSchema, prioritySchema } from './alarm.ts';

/** Bucket n of a timeline covers `from + n * stepSeconds` up to the next. */
const bucket = z.number().int().min(0);
const times = z.number().int().min(0);
const level = z.tuple([bucket, z.number()]);

/** What a device said in the time asked for, bucket by bucket; a bucket that is not listed holds nothing. */
export const timelineDeviceSchema = z.object({
  deviceId: z.string(),
  /** [first, last] buckets of `heardStepSeconds` in which it said anything at all; between them it was silent */
  heard: z.array(z.tuple([bucket, bucket])),
  /** [bucket, how often it reported movement] */
  motion: z.array(z.tuple([bucket, times])),
  /** [first, last] buckets from "somebody is there" to its own "nobody is there" */
  occupied: z.array(z.tuple([bucket, bucket])),
  /** [bucket, times opened, times closed, 1 when open at its end]: a change within a bucket is counted */
  doors: z.array(z.tuple([bucket, times, times, z.union([z.literal(0), z.literal(1)])])),
  /** whether it was open at `from`; absent when not known */
  openAtStart: z.boolean().optional(),
  /** set when it spoke too often to look at all of it: its doors and movements before this are not known */
  doorsFrom: z.iso.datetime().optional(),
  /** [bucket of `heardStepSeconds`, lowest] */
  battery: z.array(level),
  linkquality: z.array(level),
  /** [bucket of `heardStepSeconds`, mean] */
  temperature: z.array(z.tuple([bucket, z.number()])),
  /** the exact time of the last movement */
  lastMotionAt: z.iso.datetime().optional(),
});
export type TimelineDevice = z.infer<typeof timelineDeviceSchema>;

/** An alarm as it was taken, exact. */
export const timelineAlarmSchema = z.object({
  at: z.iso.datetime(),
  type: alarmTypeSchema,
  priority: prioritySchema,
  deviceId: z.string().optional(),
  incidentId: z.string(),
  test: z.boolean(),
});
export type TimelineAlarm = z.infer<typeof timelineAlarmSchema>;

/** GET /homes/{id}/timeline: a home over hours or weeks, small enough for a screen. */
export const timelineSchema = z.object({
  /** the first bucket's beginning: `from` as asked for, rounded down to a whole step of epoch time */
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  stepSeconds: z.number().int(),
  /** of `heard`, `battery`, `linkquality` and `temperature`: a multiple of `stepSeconds` */
  heardStepSeconds: z.number().int(),
  devices: z.array(timelineDeviceSchema),
  /** oldest first */
  alarms: z.array(timelineAlarmSchema),
  /** older alarms of this time that are not listed */
  alarmsOmitted: z.number().int().optional(),
});
export type Timeline = z.infer<typeof timelineSchema>;
