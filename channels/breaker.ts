import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen, type IBackoff } from 'cockatiel';
import type { Priority } from '../contracts/alarm.ts';
import { SendError } from './send-error.ts';

export interface BreakerOptions {
  /** failures in a row that open it */
  failures: number;
  /** how long it stays open before one message may try, ms */
  pauseMs: number;
  onChange: (state: 'open' | 'closed') => void;
}

export interface Breaker {
  /** @throws SendError `breaker_open` at once where the provider is known to be away */
  run: <Result>(priority: Priority, attempt: () => Promise<Result>) => Promise<Result>;
}

/** A refused number says nothing about the provider; these do. */
const PROVIDER_FAULTS = new Set(['timeout', 'provider_down']);

/**
 * One per provider. While it is open, everything fails at once, so that the next channel is tried at once. After the
 * pause one message tries; a life-safety message tries without waiting for the pause. Never two at the same time: a
 * slow provider holds up one message, not all.
 */
export function createBreaker({ failures, pauseMs, onChange }: BreakerOptions): Breaker {
  let atOnce = false;
  // cockatiel reads the duration in the same tick in which `execute` is called.
  const pause: IBackoff<unknown> = {
    get duration() {
      return atOnce ? 0 : pauseMs;
    },
    next: () => pause,
  };
  const policy = circuitBreaker(
    handleWhen((error) => error instanceof SendError && PROVIDER_FAULTS.has(error.code)),
    { breaker: new ConsecutiveBreaker(failures), halfOpenAfter: pause },
  );
  let state: 'open' | 'closed' = 'closed';
  // A try that fails opens it again: that is no news.
  const changed = (to: 'open' | 'closed'): void => {
    if (state !== to) onChange((state = to));
  };
  policy.onBreak(() => changed('open'));
  policy.onReset(() => changed('closed'));

  return {
    run: async (priority, attempt) => {
      // Left to itself cockatiel makes everybody wait for the one that tries.
      if (policy.state === CircuitState.HalfOpen) throw opened();
      atOnce = priority === 1;
      try {
        const running = policy.execute(attempt);
        atOnce = false;
        return await running;
      } catch (error) {
        throw error instanceof SendError ? error : opened();
      }
    },
  };
}

function opened(): SendError {
  return new SendError({
    code: 'breaker_open',
    retry: true,
    message: 'the provider has failed several times in a row and is left alone for some seconds',
  });
}
