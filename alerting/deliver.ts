import type { Address } from '../channels/address.ts';
import { composeMessage } from '../channels/compose-message.ts';
import { retryDelay } from '../channels/retry-delay.ts';
import { SendError } from '../channels/send-error.ts';
import type { Sender } from '../channels/sender.ts';
import type { Priority } from '../contracts/alarm.ts';
import type { Channel } from '../contracts/notification.ts';
import type { Logger } from '../service/create-logger.ts';
import type { Claimed, Reach } from '../store/claim-notification.ts';
import type { Store } from '../store/open-store.ts';
import type { PlatformClock } from '../store/platform-clock.ts';
import { forgetPushSubscription } from '../store/push-subscriptions.ts';
import { readEarlier } from '../store/read-earlier.ts';
import { reportFailed } from '../store/report-delivery.ts';
import type { InHand } from './in-hand.ts';
import type { ToSend } from './notify-queues.ts';

export interface DeliverOptions {
  store: Store;
  clock: PlatformClock;
  inHand: InHand;
  sender: (channel: Channel) => Sender | undefined;
  /** base of the links that people are sent */
  publicUrl: string;
  /** hands out what has to go out next: another attempt, the next channel */
  enqueue: (toSend: readonly ToSend[]) => Promise<void>;
  logger: Logger;
}

/**
 * Attempts on one channel. The next channel has begun with the first failure. For life safety the next round calls
 * again within a minute; what is calmer has no round for a long time, and must outlast a mail server's afternoon.
 */
const ATTEMPTS: Record<Priority, number> = { 1: 4, 2: 8, 3: 16 };
/** Another dispatch centre has no second channel, and perhaps no second round: it is tried for this long at least, ms. */
const WEBHOOK_PATIENCE_MS = 3_600_000;

/**
 * Sends one notification, if it is still wanted. A failure is written down, is tried again later where that makes
 * sense, and starts the person's next channel at once (DOMAIN rule 5).
 * @throws what the database throws: the row stays as it is, and the sweep comes back to it
 */
export async function deliver(id: string, options: DeliverOptions): Promise<void> {
  const { store, clock, logger, enqueue, inHand } = options;
  const claimed = await inHand.claim(id);
  const [first] = claimed;
  if (first === undefined) return;
  const { priority } = first.occurrence;
  const ids = claimed.map((one) => one.id);
  const result = await send(first, claimed, options).catch((error: unknown) => asSendError(error, logger));
  if (!(result instanceof SendError)) {
    const state = result.delivered ? 'delivered' : 'sent';
    await inHand.finish({ ids, state, providerId: result.providerId });
  } else {
    const { code, message: reason } = result;
    const now = clock.now();
    const again = result.retry && isWorthMore(first, now);
    const retryAt = again ? now + retryDelay(first.attempts, priority) : undefined;
    logger.warn({ notificationId: id, channel: first.channel, code, retryAt }, `not sent: ${reason}`);
    for (const one of claimed) {
      const done = await reportFailed(store, { id: one.id, code, reason, retryAt }, now);
      const { attempts, channel } = one;
      if ('next' in done && done.next) await enqueue([{ ...done.next, priority, attempts: 0, dueAt: now }]);
      if (done.outcome === 'retrying' && retryAt !== undefined) {
        await enqueue([{ id: one.id, channel, priority, attempts, dueAt: retryAt }]);
      }
    }
  }
}

/** Whatever goes wrong, the person's next channel begins; a fault of ours is for a person to look at. */
function asSendError(error: unknown, logger: Logger): SendError {
  if (error instanceof SendError) return error;
  logger.error({ err: error }, 'a message could not be made: the next channel is tried');
  return new SendError({ code: 'internal', retry: true, message: 'the message could not be made' });
}

function isWorthMore({ channel, attempts, createdAt, occurrence }: Claimed, now: number): boolean {
  const isPatient = channel === 'webhook' && now - createdAt.getTime() < WEBHOOK_PATIENCE_MS;
  return isPatient || attempts < ATTEMPTS[occurrence.priority];
}

async function send(
  first: Claimed,
  all: readonly Claimed[],
  { store, sender, publicUrl }: DeliverOptions,
): Promise<{ providerId?: string; delivered?: boolean }> {
  const { id, channel, purpose, recipient, occurrence, location, reach, answerToken } = first;
  const by = sender(channel);
  if (by === undefined) {
    const message = `${channel} is not configured on this platform`;
    throw new SendError({ code: 'not_configured', retry: false, message });
  }
  const addresses = reach === undefined ? [] : addressesOf(channel, reach);
  if (reach === undefined || addresses.length === 0) {
    throw new SendError({ code: 'bad_address', retry: false, message: `no address for ${channel} any more` });
  }
  const earlier =
    recipient.kind === 'webhook' && purpose !== 'alarm'
      ? await readEarlier(store, { id, incidentId: occurrence.incidentId, recipientId: recipient.id })
      : [];
  const message = composeMessage({
    purpose: purpose === 'alarm' && occurrence.priority === 3 ? 'work_order' : purpose,
    locale: reach.locale,
    occurrence,
    createdAt: first.createdAt.toISOString(),
    ...(answerToken !== undefined && { link: `${publicUrl}/a/${answerToken}` }),
    ...(location && { location }),
    more: all.slice(1).map((one) => one.occurrence),
    earlier,
  });
  return sendToAny(by, {
    id,
    message,
    addresses,
    forget: (endpoint) => forgetPushSubscription(store, endpoint),
  });
}

/** A person may have several browsers: one that takes it is enough, one that has gone for good is forgotten. */
async function sendToAny(
  by: Sender,
  options: {
    id: string;
    message: ReturnType<typeof composeMessage>;
    addresses: readonly Address[];
    forget: (endpoint: string) => Promise<void>;
  },
): Promise<{ providerId?: string; delivered?: boolean }> {
  const { id, message, addresses, forget } = options;
  const results = await Promise.allSettled(addresses.map((address) => by.send({ id, address, message })));
  for (const [index, result] of results.entries()) {
    const address = addresses[index];
    const gone =
      result.status === 'rejected' && result.reason instanceof SendError && result.reason.code === 'gone';
    if (gone && address?.kind === 'push') await forget(address.endpoint);
  }
  const taken = results.find((result) => result.status === 'fulfilled');
  if (taken !== undefined) return taken.value;
  throw results.find((result) => result.status === 'rejected')?.reason;
}

function addressesOf(channel: Channel, { phone, email, push = [], webhook }: Reach): Address[] {
  switch (channel) {
    case 'sms':
    case 'voice':
      return phone ? [{ kind: 'phone', phone }] : [];
    case 'email':
      return email ? [{ kind: 'email', email }] : [];
    case 'push':
      return push.map((subscription) => ({ kind: 'push', ...subscription }));
    case 'webhook':
      return webhook === undefined ? [] : [{ kind: 'webhook', ...webhook }];
    case 'console':
      return [];
  }
}
