import type { Reading } from '../decode/reading.ts';
import { MAX_ARRIVALS, NOTHING_SAID, type DeviceState } from './device-state.ts';
import { RESEND_WINDOW_MS, type Arrival } from './identify.ts';
import { payloadHash } from './payload-hash.ts';

export interface FirstArrivalInput {
  reading: Pick<Reading, 'at' | 'timeSource' | 'seq' | 'clockAhead'>;
  arrival: Pick<Arrival, 'receivedAt' | 'packetId' | 'dup' | 'payload'>;
  /** what is remembered of the device, if anything */
  state: DeviceState | undefined;
}

/**
 * The time a reading is stored under. One that the server had to date arrives later when it is re-sent: it gets the
 * time of its first arrival, so that it stays one point. A re-send is the same packet (MQTT-3.3.1-1), so the whole
 * payload tells it, and a counter that started anew with other content is a reading of its own. Pure.
 * @returns `at` in epoch ms; `state` is the same object when there is nothing new to remember
 */
export function firstArrival({ reading, arrival, state }: FirstArrivalInput): {
  at: number;
  state: DeviceState | undefined;
} {
  const { at } = reading;
  const dated = needsMemory(reading, arrival);
  // A clock that was too far ahead at first may have become usable by the time of the re-send.
  const resent = arrival.dup && state?.arrivals !== undefined;
  if (!dated && !resent) return { at, state };

  const payload = payloadHash(arrival.payload);
  const recent = (state?.arrivals ?? []).filter(
    (one) => Math.abs(arrival.receivedAt - one.at) <= RESEND_WINDOW_MS,
  );
  const original = arrival.dup ? recent.findLast((one) => one.payload === payload) : undefined;
  if (original !== undefined) return { at: original.at, state };
  if (!dated) return { at, state };
  const arrivals = [...recent.slice(1 - MAX_ARRIVALS), { payload, at }];
  return { at, state: { ...(state ?? NOTHING_SAID), arrivals } };
}

/**
 * Readings with a usable clock are one point by themselves and must cost nothing; at QoS 0 nothing is re-sent; without
 * counter and clock two readings that look alike cannot be told from a copy.
 */
function needsMemory(reading: FirstArrivalInput['reading'], { packetId }: { packetId: number }): boolean {
  if (reading.timeSource !== 'server' || packetId === 0) return false;
  return reading.seq !== undefined || reading.clockAhead;
}
