import { LRUCache } from 'lru-cache';
import type { Logger } from '../service/create-logger.ts';
import type { ChannelMetrics } from './channel-metrics.ts';
import { createBreaker, type Breaker } from './breaker.ts';
import { SendError } from './send-error.ts';
import type { OutsideChannel, Sender, SendRequest, SendResult } from './sender.ts';

export interface GuardOptions {
  logger: Logger;
  metrics?: ChannelMetrics | undefined;
  /** of one attempt, ms */
  timeouts?: { lifeSafety: number; other: number } | undefined;
  breaker?: { failures: number; pauseMs: number } | undefined;
}

interface Adapter {
  channel: OutsideChannel;
  /** whose failures count together: one provider, or the host of this receiver */
  provider: (request: SendRequest) => string;
  attempt: (request: SendRequest, signal: AbortSignal) => Promise<SendResult>;
}

const TIMEOUTS = { lifeSafety: 3_000, other: 10_000 };
const BREAKER = { failures: 5, pauseMs: 5_000 };
/** Receivers are many; one that is not used for long starts afresh. */
const PROVIDERS_MAX = 1_000;

/** What every channel has in common: a time-out, a breaker per provider, a metric, and no error but a SendError. */
export function guardSender(
  { channel, provider, attempt }: Adapter,
  { logger, metrics, timeouts = TIMEOUTS, breaker: settings = BREAKER }: GuardOptions,
): Sender {
  const breakers = new LRUCache<string, Breaker>({ max: PROVIDERS_MAX });
  const breakerOf = (name: string): Breaker => {
    const known = breakers.get(name);
    if (known) return known;
    const breaker = createBreaker({
      ...settings,
      onChange: (state) => {
        metrics?.breaker(channel, state);
        logger.warn({ channel, provider: name }, `breaker is ${state}`);
      },
    });
    breakers.set(name, breaker);
    return breaker;
  };

  return {
    channel,
    send: async (request) => {
      const started = performance.now();
      const done = (code: string): void =>
        metrics?.sent(channel, code, (performance.now() - started) / 1_000);
      const { priority } = request.message;
      const limit = priority === 1 ? timeouts.lifeSafety : timeouts.other;
      try {
        const result = await breakerOf(provider(request)).run(priority, () =>
          within(limit, request.signal, (signal) => attempt(request, signal)),
        );
        done('ok');
        return result;
      } catch (error) {
        const failure = error instanceof SendError ? error : unexpected(error);
        done(failure.code);
        // A person must act: nothing that waits or repeats puts an account in order.
        const level = failure.code === 'provider_account' || failure.code === 'internal' ? 'error' : 'debug';
        const { code, providerCode } = failure;
        logger[level]({ channel, code, providerCode, notificationId: request.id }, failure.message);
        throw failure;
      }
    },
  };
}

/** Runs `work` for at most `ms`. It is told to stop, and not waited for if it does not. */
async function within<Result>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  let giveUp: (error: SendError) => void = () => undefined;
  const given = new Promise<never>((_, reject) => (giveUp = reject));
  const stop = (error: SendError): void => {
    giveUp(error);
    controller.abort(error);
  };
  const onAbort = (): void =>
    stop(new SendError({ code: 'cancelled', retry: false, message: 'nobody needs this message any more' }));
  if (outer?.aborted) onAbort();
  outer?.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(
    () =>
      stop(
        new SendError({
          code: 'timeout',
          retry: true,
          message: `no answer from the provider within ${ms} ms`,
        }),
      ),
    ms,
  );
  try {
    return await (outer?.aborted ? given : Promise.race([given, work(controller.signal)]));
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', onAbort);
    given.catch(() => undefined);
  }
}

/** Its text may hold a number or a signature: only what kind of error it was is told. */
function unexpected(error: unknown): SendError {
  const name = error instanceof Error ? error.name : typeof error;
  return new SendError({
    code: 'internal',
    retry: true,
    message: `sending failed in a way that was not foreseen (${name})`,
  });
}
