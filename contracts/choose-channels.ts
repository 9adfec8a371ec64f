import type { Channel } from './notification.ts';
import type { Callee } from './resolve-target.ts';

/** Why a channel does not reach somebody. */
export type Obstacle = 'no_address' | 'not_configured' | 'not_connected' | 'no_channel';

/** What this platform can do at the moment. */
export interface Reach {
  /** channels that have a provider; `console` needs none */
  configured: ReadonlySet<Channel>;
  /** ids of the users whose screen is connected now */
  present: ReadonlySet<string>;
}

export type Chosen =
  { channels: [Channel, ...Channel[]] } | { channels?: undefined; obstacle: Obstacle; reason: string };

/**
 * The channels of a step that reach somebody, in the order in which they are tried.
 * @param honourPreferences false for life safety, where no preference counts
 */
export function chooseChannels(
  chain: readonly Channel[],
  callee: Callee,
  { reach, honourPreferences }: { reach: Reach; honourPreferences: boolean },
): Chosen {
  const isWebhook = callee.recipient.kind === 'webhook';
  const meant = [...new Set(chain)].filter((channel) => (channel === 'webhook') === isWebhook);
  const looked = meant.map((channel) => ({ channel, obstacle: obstacleOf(channel, callee, reach) }));
  const usable = looked.flatMap(({ channel, obstacle }) => (obstacle === undefined ? [channel] : []));
  const preferred = honourPreferences ? callee.preferred.filter((channel) => usable.includes(channel)) : [];
  // A preference for what cannot be used must not leave somebody unreached.
  const [first, ...rest] = preferred.length > 0 ? [...new Set(preferred)] : usable;
  if (first !== undefined) return { channels: [first, ...rest] };
  const obstacles = looked.flatMap(({ obstacle }) => obstacle ?? []);
  return {
    obstacle: ORDER.find((each) => obstacles.includes(each)) ?? 'no_channel',
    reason:
      looked
        .map(({ channel, obstacle }) => `${channel}: ${SENTENCES[obstacle ?? 'no_channel']}`)
        .join('; ') || SENTENCES.no_channel,
  };
}

/** The one that is easiest to mend comes first. */
const ORDER: readonly Obstacle[] = ['not_configured', 'no_address', 'not_connected'];

const SENTENCES: Record<Obstacle, string> = {
  no_address: 'no number, address or subscription is registered',
  not_configured: 'not configured on this platform',
  not_connected: 'no screen is connected at the moment',
  no_channel: 'the step names no channel for this kind of recipient',
};

function obstacleOf(channel: Channel, callee: Callee, reach: Reach): Obstacle | undefined {
  if (!hasAddress(channel, callee)) return 'no_address';
  if (channel === 'console') return reach.present.has(callee.recipient.id) ? undefined : 'not_connected';
  return reach.configured.has(channel) ? undefined : 'not_configured';
}

function hasAddress(channel: Channel, callee: Callee): boolean {
  switch (channel) {
    case 'console':
      return callee.recipient.kind === 'user';
    case 'push':
      return callee.subscribed;
    case 'email':
      return callee.email !== undefined;
    case 'sms':
    case 'voice':
      return callee.phone !== undefined;
    case 'webhook':
      return callee.recipient.kind === 'webhook';
  }
}
