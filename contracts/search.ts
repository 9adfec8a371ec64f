import { z } from 'zod';
import { alarmTypeSchema, prioritySchema } from './alarm.ts';
import { DEVICE_KINDS } from './device.ts';
import { incidentStateSchema } from './incident.ts';
import { relationSchema, roleSchema, type Role } from './people.ts';

/** What can be found, in the order in which it is shown. */
export const SEARCH_KINDS = ['incident', 'resident', 'home', 'contact', 'device', 'area', 'user'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** Who may find what: the same as who may read it elsewhere. */
export const MAY_FIND: Record<SearchKind, readonly Role[]> = {
  incident: ['admin', 'supervisor', 'operator', 'family'],
  resident: ['admin', 'supervisor', 'operator', 'family'],
  home: ['admin', 'supervisor', 'operator', 'installer', 'family'],
  contact: ['admin', 'supervisor', 'operator'],
  device: ['admin', 'supervisor', 'operator', 'installer', 'family'],
  area: ['admin', 'supervisor', 'operator', 'installer'],
  user: ['admin', 'supervisor'],
};

/** How well it fits: the whole of it, its beginning, or something within. In this order it is listed. */
export const SEARCH_MATCHES = ['exact', 'prefix', 'part'] as const;

export const QUERY_MAX = 100;

/** Something found, with enough to tell it from its namesakes and to open it. */
export const searchHitSchema = z.object({
  kind: z.enum(SEARCH_KINDS),
  id: z.string(),
  match: z.enum(SEARCH_MATCHES),
  /** the name or the address; of an incident its residents, of a device its friendly name, address or id */
  title: z.string(),
  homeId: z.string().optional(),
  address: z.string().optional(),
  areaName: z.string().optional(),
  phone: z.string().optional(),
  birthDate: z.string().optional(),
  relation: relationSchema.optional(),
  deviceKind: z.enum(DEVICE_KINDS).optional(),
  room: z.string().optional(),
  roles: z.array(roleSchema).optional(),
  incident: z
    .object({
      type: alarmTypeSchema,
      priority: prioritySchema,
      state: incidentStateSchema,
      openedAt: z.iso.datetime(),
    })
    .optional(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

export const searchAnswerSchema = z.object({ items: z.array(searchHitSchema) });
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;
