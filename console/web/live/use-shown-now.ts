import { useNow } from '../clock/use-now.ts';
import { useConnection } from './live-context.ts';

/**
 * The time that what is shown belongs to, epoch ms: now, and once the connection is lost the moment at which something
 * was last heard. A timer that runs on over old data would be believed.
 */
export function useShownNow(): number {
  const now = useNow();
  const { state, heardAt } = useConnection();
  return state === 'lost' ? Math.min(now, heardAt) : now;
}
