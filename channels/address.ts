import { z } from 'zod';

/** Where a message goes: what a channel needs to know about one person or one receiving program. */
export const addressSchema = z.discriminatedUnion('kind', [
  /** for `sms` and `voice` */
  z.object({ kind: z.literal('phone'), phone: z.string() }),
  z.object({ kind: z.literal('email'), email: z.string() }),
  /** a browser's subscription, as PushSubscription.toJSON() has it (RFC 8030, RFC 8291) */
  z.object({ kind: z.literal('push'), endpoint: z.string(), p256dh: z.string(), auth: z.string() }),
  z.object({
    kind: z.literal('webhook'),
    url: z.string(),
    /** signs every request; shared with the receiver */
    secret: z.string(),
    format: z.enum(['json', 'cap']),
  }),
]);
export type Address = z.infer<typeof addressSchema>;
export type AddressOf<Kind extends Address['kind']> = Extract<Address, { kind: Kind }>;
