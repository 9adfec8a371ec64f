import type { AlarmType } from '../../contracts/alarm.ts';
import type { Reading } from '../decode/reading.ts';
import { positionText, type LogPosition } from '../uplink/log-position.ts';
import { alarmId } from './alarm-id.ts';
import type { DeviceState, Said } from './device-state.ts';
import { payloadHash } from './payload-hash.ts';

/** A re-sent message is a copy of its original for this long. */
export const RESEND_WINDOW_MS = 10 * 60_000;
/** rtl_433 sends one event 5-8 times in 0.7 s, Xiaomi three times within 2 s. */
export const BURST_MS = 2_000;
/** A retained message is replayed right after the connection is made. */
export const RETAINED_REPLAY_MS = 30_000;

/** How a message came in, as far as it tells a copy from an original. */
export interface Arrival {
  receivedAt: number;
  /** ms since the CONNECT of whoever sent it */
  sinceConnect: number;
  packetId: number;
  dup: boolean;
  retain: boolean;
  /** its bytes; hashed only where it matters, because most readings are no alarm */
  payload: Buffer;
  /** where it stands in the uplink log: the same whenever it is worked off again */
  position: LogPosition;
}

export interface IdentifyInput {
  deviceId: string;
  type: AlarmType;
  /** what was said (`press single`, `smoke`), without link quality and the like */
  content: string;
  reading: Pick<Reading, 'seq' | 'deviceTime' | 'bareText' | 'at' | 'timeSource'>;
  test: boolean;
  arrival: Arrival;
  state: DeviceState;
}

/**
 * Gives an alarm its identity (DOMAIN rules 7 and 9): a copy gets the id of its original, so that downstream
 * drops it; whatever cannot be shown to be a copy is a new alarm.
 */
export function identify(input: IdentifyInput): { id: string; copy: boolean } {
  const original = findOriginal(input);
  if (original !== undefined) return { id: original.id, copy: true };
  const id = ownId(input);
  return { id, copy: input.state.said.some((one) => one.id === id) };
}

function ownId({ deviceId, type, content, reading, test, arrival }: IdentifyInput): string {
  const { seq, deviceTime } = reading;
  if (seq !== undefined && deviceTime !== undefined) return alarmId([deviceId, type, 'seq', seq, deviceTime]);
  if (deviceTime !== undefined) return alarmId([deviceId, type, 'time', deviceTime, content, test ? 1 : 0]);
  return alarmId([deviceId, type, 'log', positionText(arrival.position)]);
}

function findOriginal({ type, content, reading, test, arrival, state }: IdentifyInput): Said | undefined {
  const said = state.said.filter((one) => one.type === type && one.test === test);
  const recent = said.filter((one) => Math.abs(arrival.receivedAt - one.received) <= RESEND_WINDOW_MS);
  const { seq, deviceTime } = reading;
  const payload = payloadHash(arrival.payload);

  // MQTT-3.3.1-1: DUP marks a re-send. The packet id alone is reused by other messages, so the payload has a say.
  const resent = arrival.dup
    ? recent.findLast(
        (one) =>
          (one.packetId === arrival.packetId && one.payload === payload) ||
          (seq !== undefined && one.seq === seq),
      )
    : undefined;
  if (resent !== undefined) return resent;

  if (arrival.retain && arrival.sinceConnect <= RETAINED_REPLAY_MS) {
    const replayed = said.findLast((one) => one.payload === payload);
    if (replayed !== undefined) return replayed;
  }
  if (deviceTime !== undefined) return undefined; // its own time, or that and seq, say which event it is
  if (seq !== undefined) {
    // A counter that went back with other content is a device that started anew.
    const wentBack = state.lastSeq !== undefined && seq < state.lastSeq;
    return recent.findLast((one) => one.seq === seq && (!wentBack || one.payload === payload));
  }
  return recent.findLast(
    (one) =>
      one.content === content &&
      apart(one, reading, arrival) <= BURST_MS &&
      // The bare text of a press may come after the JSON that says it is over.
      (one.cleared !== true || reading.bareText),
  );
}

/** ms between two sayings: by the gateway's clock where both have it, else by ours; never by one of each. */
function apart(one: Said, reading: IdentifyInput['reading'], arrival: Arrival): number {
  if (one.lastSeen !== undefined && reading.timeSource === 'last_seen')
    return Math.abs(reading.at - one.lastSeen);
  return Math.abs(arrival.receivedAt - one.received);
}
