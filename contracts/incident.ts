import { z } from 'zod';
import { alarmTypeSchema, prioritySchema } from './alarm.ts';
import { answeredViaSchema, conditionSchema } from './answer-words.ts';
import { incidentCallSchema } from './call.ts';
import { maintenanceModeSchema } from './maintenance.ts';
import { sentOutSchema } from './sent-out.ts';

/** The life of an incident: what people handle. It collects alarms. */
export const INCIDENT_STATES = ['open', 'acknowledged', 'dispatched', 'on_scene', 'resolved'] as const;
export const incidentStateSchema = z.enum(INCIDENT_STATES);
export type IncidentState = z.infer<typeof incidentStateSchema>;

export const DISPOSITIONS = [
  'emergency',
  'assistance',
  'false_alarm',
  'test',
  'technical',
  'no_answer',
] as const;
export const dispositionSchema = z.enum(DISPOSITIONS);
export type Disposition = z.infer<typeof dispositionSchema>;

/** What can stand in an incident's history besides alarms. */
export const ACTION_EVENT_TYPES = [
  'acknowledged',
  'released',
  'dispatched',
  'arrived',
  'resolved',
  'note',
  'lease_expired',
  /** a round of calls */
  'escalated',
  /** what contacts answered */
  'going',
  'cannot',
  'false_alarm_reported',
  'outcome',
  'maintenance_ended',
  /** a call that somebody at the console made */
  'called',
  /** items of the checklist */
  'checked',
  'unchecked',
] as const;
export const incidentEventTypeSchema = z.union([alarmTypeSchema, z.enum(ACTION_EVENT_TYPES)]);
export type IncidentEventType = z.infer<typeof incidentEventTypeSchema>;

/** One thing that happened, in order. Alarms carry `deviceId`; actions carry `by`. Times are RFC 3339 in UTC. */
export const incidentEventSchema = z.object({
  id: z.string(),
  type: incidentEventTypeSchema,
  /** when it happened, by the device's clock for alarms */
  at: z.iso.datetime(),
  /** when the platform took it */
  receivedAt: z.iso.datetime(),
  deviceId: z.string().optional(),
  room: z.string().optional(),
  /** how late the alarm came, in ms, when that is more than a minute */
  lateMs: z.number().int().optional(),
  test: z.boolean().optional(),
  cause: z.object({ property: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }).optional(),
  /** the user or contact who acted; absent when the platform did */
  by: z.string().optional(),
  byName: z.string().optional(),
  text: z.string().optional(),
  disposition: dispositionSchema.optional(),
  /** of `escalated`: the round from 0, its place in the policy in seconds, how many people it calls */
  escalation: z
    .object({ round: z.number().int(), offset: z.number().int(), called: z.number().int() })
    .optional(),
  /** how a contact said it; absent where somebody sat at the console */
  via: answeredViaSchema.optional(),
  /** of `outcome`: how the resident is */
  condition: conditionSchema.optional(),
  /** of `called` */
  call: incidentCallSchema.optional(),
  /** of `checked` and `unchecked`: the item's id (contracts/checklists.ts) */
  item: z.string().optional(),
  /** of `dispatched`, where somebody was named */
  dispatch: sentOutSchema.optional(),
});
export type IncidentEvent = z.infer<typeof incidentEventSchema>;

/** An item of the checklist that is done. */
export const incidentCheckSchema = z.object({
  item: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
  byName: z.string(),
});

export const acknowledgementSchema = z.object({
  by: z.string(),
  byName: z.string(),
  at: z.iso.datetime(),
  leaseUntil: z.iso.datetime(),
  /** whether a user of the platform has it or a contact who is on the way */
  kind: z.enum(['user', 'contact']),
});

/** Where an incident stands in its policy, for as long as nobody has it. */
export const escalationSchema = z.object({
  /** rounds of calls made so far */
  rounds: z.number().int(),
  /** when the next people are called */
  nextAt: z.iso.datetime(),
});

/** The test or maintenance mode that an incident was opened under. */
export const incidentMaintenanceSchema = z.object({
  id: z.string(),
  mode: maintenanceModeSchema,
  until: z.iso.datetime(),
  reason: z.string(),
  byName: z.string(),
});

/** The read model of an incident: the same object over HTTP and Socket.IO; the newest `version` wins. */
export const incidentSchema = z.object({
  id: z.string(),
  homeId: z.string(),
  areaId: z.string(),
  areaName: z.string(),
  address: z.string(),
  residents: z.array(z.string()),
  type: alarmTypeSchema,
  priority: prioritySchema,
  state: incidentStateSchema,
  openedAt: z.iso.datetime(),
  /** the last time an alarm raised it: what a new sound and a new mark go by */
  raisedAt: z.iso.datetime(),
  /**
   * since when somebody waits, what the targets of 60 s and 180 s count from: where its last call began
   * (calls-of.ts). A second press, a lease that ran out and an incident given back begin no new one.
   */
  calledAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().optional(),
  events: z.array(incidentEventSchema),
  /** events older than those listed (a flooding device must not make every update huge); GET lists all */
  eventsOmitted: z.number().int().optional(),
  /** what is done of the checklist, whether or not its events are among those listed; absent where nothing is */
  checks: z.array(incidentCheckSchema).optional(),
  acknowledgement: acknowledgementSchema.optional(),
  escalation: escalationSchema.optional(),
  maintenance: incidentMaintenanceSchema.optional(),
  disposition: dispositionSchema.optional(),
  version: z.number().int(),
});
export type Incident = z.infer<typeof incidentSchema>;

/** How many events a live update carries at most. */
export const LIVE_EVENTS_MAX = 200;
