import { z } from 'zod';

/** Another program that is told of incidents: a dispatch centre, a 119 or 120 gateway. */
export const webhookSchema = z.object({
  id: z.string(),
  /** absent: for the whole platform */
  areaId: z.string().optional(),
  name: z.string(),
  url: z.string(),
  /** `cap`: OASIS Common Alerting Protocol 1.2 */
  format: z.enum(['json', 'cap']),
  createdAt: z.iso.datetime(),
});
export type Webhook = z.infer<typeof webhookSchema>;

/** How a test of a webhook went. */
export const webhookTestedSchema = z.object({
  /** the receiver answered with 2xx, as it must for an alarm */
  delivered: z.boolean(),
  /** from the first attempt to connect to the answer */
  ms: z.number().int(),
  /** what the receiver answered, where it did; an HTTP status */
  status: z.number().int().optional(),
  /** why it was not delivered: `timeout`, `provider_down`, `provider_refused`, `limited`, `bad_address`, `internal` */
  code: z.string().optional(),
  /** what the network called it: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED` */
  cause: z.string().optional(),
  /** one English sentence for people who run the platform */
  reason: z.string().optional(),
});
export type WebhookTested = z.infer<typeof webhookTestedSchema>;

/** What signs every request, in the answer that made it, and nowhere else. */
export const webhookWithSecretSchema = webhookSchema.extend({ secret: z.string().optional() });
