/** BullMQ queue and Redis channel names. One place, so that two services can never disagree. */
export const ALARM_QUEUE = 'alarms';
export const QUEUE_PREFIX = '{anju}:bull';

/** Changed incidents, as JSON of the read model, published after the commit. Lossy by design: consoles reconcile. */
export const LIVE_CHANNEL = 'anju:live';

/** A device was registered, changed or removed: `{deviceId, gatewayId?}`. Brokers and ingests forget what they know of it. */
export const DEVICES_CHANNEL = 'anju:devices';

/**
 * How an alarm waits in its queue: for ever. What fails is tried again every second until the database takes it;
 * only a malformed one is set aside. Done jobs are kept for an hour, so that a copy handed over again is dropped
 * before it costs a transaction.
 */
export const ALARM_JOB_OPTIONS = {
  attempts: Number.MAX_SAFE_INTEGER,
  backoff: { type: 'fixed', delay: 1_000 },
  removeOnComplete: { age: 3_600, count: 50_000 },
  removeOnFail: false,
} as const;

/**
 * Commands wait for these devices: `CommandNotice` as JSON (device-command.ts). A hint and no more: the rows are the
 * truth, the broker that holds a connection reads them, and finds by itself what no message told it of.
 */
export const DOWNLINK_CHANNEL = 'anju:downlink';

/** An incident whose round of calls is due: `{incidentId}`. Only makes punctual what the deadline row says. */
export const ESCALATION_QUEUE = 'escalation';

/**
 * Notifications that have to go out, by channel, so that a provider that is slow holds up nobody but itself:
 * `{notificationId}`. The rows are the truth; a lost job is found again by the sweep.
 */
export function notifyQueue(channel: string): string {
  return `notify-${channel}`;
}

/** `anju:present:{userId}` is there while the user's screen is connected: the console channel reaches them. */
export const PRESENCE_PREFIX = 'anju:present:';
/** A console that dies takes everybody's presence with it after this time, s; it is renewed three times as often. */
export const PRESENCE_TTL_S = 15;

/** `anju:viewing:{incidentId}`: which screens show it, a hash of socket id → JSON with the moment until which it counts. */
export const VIEWING_PREFIX = 'anju:viewing:';
/** Somebody has begun or ceased to look at an incident: its id. Lossy by design: consoles look again every few seconds. */
export const VIEWING_CHANNEL = 'anju:viewing';
/** A console that dies takes everybody's looking with it after this time, s; it is renewed three times as often. */
export const VIEWING_TTL_S = 9;
