import { incidentsOf } from '../../console/web/live/live-state.ts';
import type { LiveScreen } from './live-screen.ts';
import type { Session } from '../harness/log-in.ts';

const EVERY_MS = 250;
const AT_ONCE = 8;
/** An incident is closed once so many things have happened to it: later presses open another. */
const EVENTS = 6;

/**
 * Operators at both consoles: they take what is on their screen and close it, for as long as the platform lets them.
 * What is refused or not answered they find on their screen again.
 * @param isOurs which homes they see to
 */
export function startOperators(options: {
  desks: readonly { screen: LiveScreen; session: Session }[];
  isOurs: (homeId: string) => boolean;
}): { resolved: () => number; stop: () => void } {
  const busy = new Set<string>();
  let resolved = 0;
  const see = async (session: Session, id: string): Promise<void> => {
    busy.add(id);
    try {
      await session.request('POST', `/incidents/${id}/acknowledge`, {});
      await session.request('POST', `/incidents/${id}/resolve`, { disposition: 'assistance' });
      resolved += 1;
    } catch {
      // the console was killed under their hands, or another desk was faster
    } finally {
      busy.delete(id);
    }
  };
  const timer = setInterval(() => {
    for (const { screen, session } of options.desks) {
      if (!screen.isConnected()) continue;
      const next = incidentsOf(screen.state()).find(
        ({ id, homeId, state, events }) =>
          state !== 'resolved' && events.length >= EVENTS && options.isOurs(homeId) && !busy.has(id),
      );
      if (next !== undefined && busy.size < AT_ONCE) void see(session, next.id);
    }
  }, EVERY_MS);
  return { resolved: () => resolved, stop: () => clearInterval(timer) };
}
