import { z } from 'zod';
import { boundarySchema } from './boundary.ts';
import { deviceKindSchema } from './device.ts';
import { channelSchema, localeSchema } from './notification.ts';
import { relationSchema, roleSchema } from './people.ts';

/** What the HTTP API answers about places, people and devices. Absent means not known; times are RFC 3339 in UTC. */
export const areaSchema = z.object({
  id: z.string(),
  name: z.string(),
  parentId: z.string().optional(),
  /** the area itself and everything above it */
  path: z.array(z.string()),
  /** where it ends; in lists only when asked for */
  boundary: boundarySchema.optional(),
  createdAt: z.iso.datetime(),
});
export type Area = z.infer<typeof areaSchema>;

/** What is said of one area alone. */
export const areaDetailSchema = areaSchema.extend({
  /** of most homes of it and below, IANA name: whose clock its roster is written by */
  timezone: z.string(),
});
export type AreaDetail = z.infer<typeof areaDetailSchema>;

export const locationSchema = z.object({
  lat: z.number().min(-90).max(90),
  lng: z.number().min(-180).max(180),
});

/** How somebody gets out of a burning house. */
export const MOBILITIES = ['walks', 'walks_with_aid', 'wheelchair', 'bedridden'] as const;
export const mobilitySchema = z.enum(MOBILITIES);
export type Mobility = z.infer<typeof mobilitySchema>;

export const homeSchema = z.object({
  id: z.string(),
  areaId: z.string(),
  areaName: z.string(),
  address: z.string(),
  location: locationSchema.optional(),
  /** IANA name */
  timezone: z.string(),
  /** how to get in: door code, key safe, dog. Only in what staff of the home's area are answered */
  access: z.string().optional(),
  createdAt: z.iso.datetime(),
});
export type Home = z.infer<typeof homeSchema>;

export const residentSchema = z.object({
  id: z.string(),
  homeId: z.string(),
  name: z.string(),
  birthDate: z.iso.date().optional(),
  phone: z.string().optional(),
  livesAlone: z.boolean(),
  conditions: z.array(z.string()),
  mobility: mobilitySchema.optional(),
  /** what they speak: a dialect, a language */
  language: z.string().optional(),
  notes: z.string().optional(),
  createdAt: z.iso.datetime(),
});
export type Resident = z.infer<typeof residentSchema>;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day: HH:MM');

/** From when to when somebody does not want to be called, in the home's time zone; may cross midnight. */
export const quietHoursSchema = z
  .strictObject({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from !== to, 'must begin and end at different times');

export const contactSchema = z.object({
  id: z.string(),
  homeId: z.string(),
  name: z.string(),
  relation: relationSchema,
  phone: z.string().optional(),
  email: z.string().optional(),
  locale: localeSchema,
  /** in this order, where the policy allows them; never applies to life safety */
  preferredChannels: z.array(channelSchema),
  /** never applies to life safety */
  quietHours: quietHoursSchema.optional(),
  /** who is called first: the lowest */
  order: z.number().int(),
  createdAt: z.iso.datetime(),
});
export type Contact = z.infer<typeof contactSchema>;

export const deviceSchema = z.object({
  id: z.string(),
  homeId: z.string(),
  kind: deviceKindSchema,
  room: z.string().optional(),
  model: z.string().optional(),
  gatewayId: z.string().optional(),
  /** lower case, `0x` and 16 hex digits */
  ieeeAddress: z.string().optional(),
  friendlyName: z.string().optional(),
  /** the last time its clock was found more than 5 min ahead */
  clockAheadAt: z.iso.datetime().optional(),
  createdAt: z.iso.datetime(),
});
export type Device = z.infer<typeof deviceSchema>;

/** The MQTT password of a device that connects itself: in the answer that made it, and nowhere else. */
export const deviceWithSecretSchema = deviceSchema.extend({ secret: z.string().optional() });
export type DeviceWithSecret = z.infer<typeof deviceWithSecretSchema>;

export const userSchema = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  roles: z.array(roleSchema),
  areaIds: z.array(z.string()),
  homeIds: z.array(z.string()),
  phone: z.string().optional(),
  email: z.string().optional(),
  locale: localeSchema,
  createdAt: z.iso.datetime(),
});
export type User = z.infer<typeof userSchema>;
