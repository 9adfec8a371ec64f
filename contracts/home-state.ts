import { z } from 'zod';
import { alarmTypeSchema, prioritySchema } from './alarm.ts';
import { locationSchema } from './home.ts';
import { incidentStateSchema } from './incident.ts';
import { protectionCountsSchema, protectionReasonSchema, protectionStateSchema } from './protection.ts';

/**
 * The protection of a home as it was last judged: the live event `home`. The newest `changedAt` wins. It is told again,
 * with `recordChangedAt`, when somebody has changed what is on record of the home.
 */
export const homeStateSchema = z.object({
  id: z.string(),
  areaId: z.string(),
  state: protectionStateSchema,
  /** `state` is `protected` */
  protected: z.boolean(),
  reasons: z.array(protectionReasonSchema),
  /** since when it is in this state */
  since: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  /** when address, access, residents, contacts, devices or orders were changed, where that is why it is told: read them anew */
  recordChangedAt: z.iso.datetime().optional(),
});
export type HomeState = z.infer<typeof homeStateSchema>;

/** The gravest incident of a home that is not resolved, life safety before technical. */
export const openIncidentSchema = z.object({
  id: z.string(),
  type: alarmTypeSchema,
  priority: prioritySchema,
  state: incidentStateSchema,
});

/** A home on a map or in a list of homes with their state. A home that was never judged is `unprotected`. */
export const mappedHomeSchema = homeStateSchema.omit({ protected: true, changedAt: true }).extend({
  areaName: z.string(),
  address: z.string(),
  /** names */
  residents: z.array(z.string()),
  location: locationSchema.optional(),
  openIncident: openIncidentSchema.optional(),
});
export type MappedHome = z.infer<typeof mappedHomeSchema>;

/** How the homes of an area, and of those below it, are protected. */
export const areaProtectionSchema = z.object({
  areaId: z.string(),
  name: z.string(),
  parentId: z.string().optional(),
  counts: protectionCountsSchema,
});
export type AreaProtection = z.infer<typeof areaProtectionSchema>;
