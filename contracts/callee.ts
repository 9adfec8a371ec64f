import { z } from 'zod';
import { calleeKindSchema } from './call.ts';

/** Somebody whom an operator can ring or send about an incident, residents first, then in the order of calling. */
export const calleeSchema = z.object({
  kind: calleeKindSchema,
  id: z.string(),
  name: z.string(),
  /** what they are to the home: `resident`, a relation, a role, or the kind of a service */
  person: z.string(),
  phone: z.string().optional(),
  /** of a user: a roster entry of theirs is running */
  onDuty: z.boolean().optional(),
});
export type CalleeEntry = z.infer<typeof calleeSchema>;
