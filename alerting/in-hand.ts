import { claimNotifications, type Claimed } from '../store/claim-notification.ts';
import { finishNotifications, type Finished } from '../store/notifications.ts';
import type { Store } from '../store/open-store.ts';
import type { PlatformClock } from '../store/platform-clock.ts';
import { inBatches } from './in-batches.ts';

/** Takes notifications in hand and writes down what became of them, those of the same moment together. */
export interface InHand {
  /** @returns it, with what goes out in the same message; none when it is not wanted (any more) */
  claim: (notificationId: string) => Promise<Claimed[]>;
  finish: (finished: Finished) => Promise<void>;
}

const MOST = 50;
const AT_ONCE = 2;

export function openInHand(store: Store, clock: PlatformClock): InHand {
  const claims = inBatches<string, Claimed[]>({
    most: MOST,
    atOnce: AT_ONCE,
    work: async (ids) => fulfilled(await claimNotifications(store, ids, clock.now())),
  });
  const finishes = inBatches<Finished, void>({
    most: MOST,
    atOnce: AT_ONCE,
    work: async (finished) => {
      await finishNotifications(store, finished, clock.now());
      return fulfilled(finished.map(() => undefined));
    },
  });
  return { claim: claims.add, finish: finishes.add };
}

function fulfilled<Value>(values: readonly Value[]): PromiseFulfilledResult<Value>[] {
  return values.map((value) => ({ status: 'fulfilled', value }));
}
