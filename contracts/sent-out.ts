import { z } from 'zod';

/** Who can be sent: contacts and users get a message, a service is phoned by who sends it. */
export const DISPATCHED_KINDS = ['contact', 'user', 'service'] as const;
export const dispatchedKindSchema = z.enum(DISPATCHED_KINDS);
export type DispatchedKind = z.infer<typeof dispatchedKindSchema>;

/** Of the event `dispatched`: who was sent, and the number of the order. */
export const sentOutSchema = z.object({
  /** of the order (contracts/dispatch.ts) */
  id: z.string(),
  /** readable and never given twice: the day at the home and a number, `20261122-0007` */
  number: z.string(),
  to: z.object({ kind: dispatchedKindSchema, id: z.string(), name: z.string() }),
});
export type SentOut = z.infer<typeof sentOutSchema>;
