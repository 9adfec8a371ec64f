/** BullMQ queue and Redis channel names. One place, so that two services can never disagree. */
export const ALARM_QUEUE = 'alarms';
export const QUEUE_PREFIX = '{anju}:bull';

/** Changed incidents, as JSON of the read model, published after the commit. Lossy by design: consoles reconcile. */
export const LIVE_CHANNEL = 'anju:live';

/** A device was registered, changed or removed: `{deviceId, gatewayId?}`. Brokers and ingests forget what they know of it. */
export const DEVICES_CHANNEL = 'anju:devices';

/** What a device shall be told: JSON `{deviceId, command}`, the command as CONTRACT says. The broker that holds the connection delivers it. */
export const DOWNLINK_CHANNEL = 'anju:downlink';
