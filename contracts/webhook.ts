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

/** What signs every request, in the answer that made it, and nowhere else. */
export const webhookWithSecretSchema = webhookSchema.extend({ secret: z.string().optional() });
