import { z } from 'zod';
import { alarmTypeSchema, prioritySchema } from './alarm.ts';
import { dispositionSchema } from './incident.ts';

/** The ways in which a person can be reached. */
export const CHANNELS = ['console', 'push', 'email', 'sms', 'voice', 'webhook'] as const;
export const channelSchema = z.enum(CHANNELS);
export type Channel = z.infer<typeof channelSchema>;

/** What people are written to in; the address of a home stays as it was registered. */
export const LOCALES = ['zh-CN', 'en'] as const;
export const localeSchema = z.enum(LOCALES);
export type Locale = z.infer<typeof localeSchema>;

/**
 * The life of a notification. `sent`: the provider took it. `delivered`: it reached the person's device or ear.
 * `answered`: the person said something. Delivered is not answered (DOMAIN rule 5).
 */
export const NOTIFICATION_STATES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'answered',
  'failed',
  'cancelled',
] as const;
export const notificationStateSchema = z.enum(NOTIFICATION_STATES);
export type NotificationState = z.infer<typeof notificationStateSchema>;

/**
 * Why somebody is told something: `alarm` asks for help; `stand_down` says that a person has it; `closed` how it
 * ended; `work_order` lists what needs repair; `dispatch` asks one person by name to go there.
 */
export const PURPOSES = ['alarm', 'stand_down', 'closed', 'work_order', 'dispatch'] as const;
export const purposeSchema = z.enum(PURPOSES);
export type Purpose = z.infer<typeof purposeSchema>;

/** Who is told. `person` says what they are to the home: a relation, a role, or `webhook`. */
export const recipientSchema = z.object({
  kind: z.enum(['contact', 'user', 'webhook']),
  id: z.string(),
  name: z.string(),
  person: z.string(),
});
export type Recipient = z.infer<typeof recipientSchema>;

/** What happened, as far as somebody who is told needs to know: no conditions, no phone numbers of others. */
export const occurrenceSchema = z.object({
  incidentId: z.string(),
  type: alarmTypeSchema,
  priority: prioritySchema,
  /** RFC 3339 in UTC; texts show it in `timezone` */
  openedAt: z.iso.datetime(),
  timezone: z.string(),
  address: z.string(),
  areaName: z.string(),
  residents: z.array(z.string()),
  room: z.string().optional(),
  /** who has the key, by name */
  keyHolder: z.string().optional(),
  /** who has it or is going, for `stand_down` */
  takenBy: z.string().optional(),
  /** for `dispatch`: who asks, the number of the order, and what to do there */
  sentBy: z.string().optional(),
  order: z.string().optional(),
  instructions: z.string().optional(),
  /** for `closed` */
  disposition: dispositionSchema.optional(),
});
export type Occurrence = z.infer<typeof occurrenceSchema>;

/** One thing that one person is told by one channel, as the API shows it. */
export const notificationSchema = z.object({
  id: z.string(),
  incidentId: z.string(),
  purpose: purposeSchema,
  /** the round of calls that it belongs to, from 0 */
  round: z.number().int(),
  recipient: recipientSchema,
  channel: channelSchema,
  state: notificationStateSchema,
  attempts: z.number().int(),
  createdAt: z.iso.datetime(),
  sentAt: z.iso.datetime().optional(),
  /** of the last failure: `timeout`, `provider_refused`, `not_configured`, … */
  code: z.string().optional(),
  /** one English sentence for people who run the platform */
  reason: z.string().optional(),
  answer: z.string().optional(),
});
export type Notification = z.infer<typeof notificationSchema>;
