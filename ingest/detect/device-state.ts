import { z } from 'zod';
import { alarmTypeSchema } from '../../contracts/alarm.ts';

/** Something a device said that became an alarm: what a copy of it is recognised by. */
const saidSchema = z.object({
  /** the alarm's id: a copy gets the same */
  id: z.string(),
  type: alarmTypeSchema,
  /** epoch ms of arrival */
  received: z.number(),
  /** epoch ms of the gateway's clock, where it gave one: messages that waited there may arrive at once */
  lastSeen: z.number().optional(),
  /** a self-test is never the original of something real */
  test: z.boolean(),
  /** what was said, without what changes from copy to copy (link quality, clock) */
  content: z.string(),
  /** a hash of the whole payload */
  payload: z.string(),
  packetId: z.number().optional(),
  seq: z.number().optional(),
  /** the device said since that it is over: the same again is a new one */
  cleared: z.boolean().optional(),
});
export type Said = z.infer<typeof saidSchema>;

/** A reading that is stored under the server's time: its re-send arrives later and must not become a second point. */
const arrivalSchema = z.object({
  /** a hash of the whole payload */
  payload: z.string(),
  /** epoch ms of the first arrival, under which it is stored */
  at: z.number(),
});

const levelSchema = z.object({
  /** epoch ms of arrival of the message that last raised an alarm */
  alarmed: z.number(),
  /** it was a self-test: when it goes on after the test it is real */
  test: z.boolean(),
});

/** What must be remembered of a device to tell a new alarm from a copy. Kept in Redis as JSON. */
export const deviceStateSchema = z.object({
  /** hazards that are there now */
  levels: z.record(z.string(), levelSchema),
  /** the latest alarms, newest last */
  said: z.array(saidSchema),
  lastSeq: z.number().optional(),
  /** the latest readings that the server had to date, newest last; of devices with a usable clock there are none */
  arrivals: z.array(arrivalSchema).optional(),
});
export type DeviceState = z.infer<typeof deviceStateSchema>;

export const NOTHING_SAID: DeviceState = Object.freeze({ levels: {}, said: [] });

/** Enough for a burst of ten minutes; more would only be weight. */
export const MAX_SAID = 12;

/** More than a client has on the way at once (the usual libraries: 10 to 20), and only that can be re-sent. */
export const MAX_ARRIVALS = 32;
