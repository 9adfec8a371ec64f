import { z } from 'zod';
import { viewerActSchema, type Viewer } from '../contracts/live.ts';

/** One screen that shows an incident, as consoles tell each other through Redis. Times are epoch ms. */
export const screenSchema = z.object({
  userId: z.string(),
  name: z.string(),
  since: z.number(),
  acting: viewerActSchema.optional(),
  /** it counts until then, unless it is renewed */
  until: z.number(),
});
export type Screen = z.infer<typeof screenSchema>;

/** The people behind these screens, each once: since the first of their screens, and doing what any of them does. */
export function mergeViewers(screens: readonly Screen[], now: number): Viewer[] {
  const people = new Map<string, Screen>();
  for (const screen of screens) {
    if (screen.until <= now) continue;
    const known = people.get(screen.userId);
    const acting = known?.acting ?? screen.acting;
    people.set(screen.userId, {
      ...screen,
      since: Math.min(known?.since ?? screen.since, screen.since),
      ...(acting && { acting }),
    });
  }
  return [...people.values()]
    .sort((a, b) => a.since - b.since || (a.userId < b.userId ? -1 : 1))
    .map(({ userId, name, since, acting }) => ({
      userId,
      name,
      since: new Date(since).toISOString(),
      ...(acting && { acting }),
    }));
}
