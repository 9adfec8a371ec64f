import { z } from 'zod';
import { alarmTypeSchema, type Priority } from './alarm.ts';
import { acknowledgementSchema, incidentStateSchema, type IncidentState } from './incident.ts';

/** What needs repair in one home: its open technical incidents, so that one visit mends them all. */
export const workOrderSchema = z.object({
  homeId: z.string(),
  address: z.string(),
  areaName: z.string(),
  items: z.array(
    z.object({
      incidentId: z.string(),
      type: alarmTypeSchema,
      deviceId: z.string().optional(),
      room: z.string().optional(),
      openedAt: z.iso.datetime(),
      state: incidentStateSchema,
      acknowledgement: acknowledgementSchema.optional(),
    }),
  ),
});
export type WorkOrder = z.infer<typeof workOrderSchema>;

/** Somebody who was sent is at the door by then (TSA: 90 % within 45 min); nobody has taken a repair within a day. */
const AT_THE_DOOR_MS = 45 * 60_000;
const TAKEN_MS = 86_400_000;

/** Whether a work order should have gone on by `now` (epoch ms). `since`: when somebody was sent, else the opening. */
export function workOverdue(
  {
    priority,
    state,
    sent,
    since,
  }: { priority: Priority; state: IncidentState; sent: boolean; since: number },
  now: number,
): boolean {
  if (state === 'on_scene' || state === 'resolved') return false;
  if (priority !== 3) return sent && now - since > AT_THE_DOOR_MS;
  // Whoever has a repair has a lease of days on it, which runs out by itself.
  return state === 'open' && now - since > TAKEN_MS;
}
