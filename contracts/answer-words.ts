import { z } from 'zod';

/** How the resident is, by who stands beside them. */
export const CONDITIONS = ['well', 'needs_help', 'emergency_called'] as const;
export const conditionSchema = z.enum(CONDITIONS);
export type Condition = z.infer<typeof conditionSchema>;

/** The way an answer came: the link of a message, a text message back, a key pressed in a call. */
export const ANSWERED_VIA = ['link', 'sms', 'voice'] as const;
export const answeredViaSchema = z.enum(ANSWERED_VIA);
export type AnsweredVia = z.infer<typeof answeredViaSchema>;
