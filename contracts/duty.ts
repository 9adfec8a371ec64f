import { z } from 'zod';
import { roleSchema } from './people.ts';

/** Who is on duty from when to when: a row of the roster. */
export const dutySchema = z.object({
  id: z.string(),
  userId: z.string(),
  userName: z.string(),
  roles: z.array(roleSchema),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
});
export type Duty = z.infer<typeof dutySchema>;
