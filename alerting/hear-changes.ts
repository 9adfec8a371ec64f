import { z } from 'zod';
import { LIVE_CHANNEL } from '../contracts/queues.ts';

const changeSchema = z.object({
  id: z.string(),
  state: z.string(),
  priority: z.number(),
  escalation: z.object({ rounds: z.number(), nextAt: z.iso.datetime() }).optional(),
});
export type Change = z.infer<typeof changeSchema>;

/**
 * What a console did (somebody accepted, let go, closed) is heard on the live channel, so that those already called
 * are told within milliseconds. Lossy: whatever is not heard here the sweep finds within a second or two.
 */
export function readChange(channel: string, message: string): Change | undefined {
  if (channel !== LIVE_CHANNEL) return undefined;
  try {
    return changeSchema.safeParse(JSON.parse(message)).data;
  } catch {
    return undefined;
  }
}
