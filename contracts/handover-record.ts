import { z } from 'zod';
import { alarmTypeSchema, prioritySchema } from './alarm.ts';
import { acknowledgementSchema, incidentStateSchema } from './incident.ts';
import { maintenanceModeSchema, maintenanceScopeSchema } from './maintenance.ts';
import { protectionCountsSchema } from './protection.ts';

/** Nobody has acknowledged it in time, or whoever has it has let their time run out. */
const overdueSchema = z.enum(['unacknowledged', 'lease']);
export type Overdue = z.infer<typeof overdueSchema>;

/** An open point of each kind, with `said`: ticked off by who goes, as something they have told. */
const said = z.boolean();
const handoverIncidentSchema = z.object({
  id: z.string(),
  type: alarmTypeSchema,
  priority: prioritySchema,
  state: incidentStateSchema,
  homeId: z.string(),
  address: z.string(),
  residents: z.array(z.string()),
  /** where the call began (`calledAt` of the incident) */
  raisedAt: z.iso.datetime(),
  holder: acknowledgementSchema.optional(),
  overdue: overdueSchema.optional(),
  said,
});
const handoverWorkSchema = z.object({
  homeId: z.string(),
  address: z.string(),
  areaName: z.string(),
  types: z.array(alarmTypeSchema),
  oldestAt: z.iso.datetime(),
  said,
});
const handoverMaintenanceSchema = z.object({
  id: z.string(),
  mode: maintenanceModeSchema,
  scope: maintenanceScopeSchema,
  homeId: z.string().optional(),
  reason: z.string(),
  byName: z.string(),
  endsAt: z.iso.datetime(),
  said,
});

/** What is left to the next shift, as it stood when it was written down. */
const handoverPointsSchema = z.object({
  incidents: z.array(handoverIncidentSchema),
  workOrders: z.array(handoverWorkSchema),
  maintenance: z.array(handoverMaintenanceSchema),
  /** homes of who goes, by protection: how many nobody watches. Absent in handovers of before it was counted */
  homes: protectionCountsSchema.optional(),
  /** points that are not listed, for there were too many: the work orders and modes beyond the first */
  more: z.number().int(),
});
export type HandoverPoints = z.infer<typeof handoverPointsSchema>;

export const handoverDraftSchema = z.object({ preparedAt: z.iso.datetime(), points: handoverPointsSchema });
export type HandoverDraft = z.infer<typeof handoverDraftSchema>;

export const handoverSchema = z.object({
  id: z.string(),
  from: z.string(),
  fromName: z.string(),
  /** who has signed for it; absent while it waits */
  to: z.string().optional(),
  toName: z.string().optional(),
  preparedAt: z.iso.datetime(),
  signedOutAt: z.iso.datetime(),
  signedInAt: z.iso.datetime().optional(),
  notes: z.string(),
  points: handoverPointsSchema,
  /** points outside of what the reader may see */
  hidden: z.number().int(),
});
export type Handover = z.infer<typeof handoverSchema>;

export const NOTES_MAX = 4_000;
