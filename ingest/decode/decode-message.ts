import type { UplinkTopic } from '../../contracts/topics.ts';
import { flatten, isObject } from './flatten.ts';
import { readClock } from './read-clock.ts';
import { wrongTypes } from './wrong-types.ts';
import type { Property, Reading, Refusal } from './reading.ts';

export type Decoded =
  | { kind: 'reading'; reading: Reading }
  /** `online`/`offline` of the device itself */
  | { kind: 'online'; online: boolean }
  /** a gateway's own chatter (bridge/devices, an emptied retained topic): acknowledged, counted, not kept */
  | { kind: 'ignored' }
  | ({ kind: 'refused' } & Refusal);

export interface DecodeInput {
  topic: UplinkTopic;
  payload: Buffer;
  /** epoch ms at which the broker took it */
  receivedAt: number;
}

/** Reads one uplink message. Pure, never throws: whatever is in the payload has an answer. */
export function decodeMessage({ topic, payload, receivedAt }: DecodeInput): Decoded {
  const text = withoutByteOrderMark(payload.toString('utf8'));
  switch (topic.kind) {
    case 'status':
      return decodeOnline(text);
    case 'gateway-bridge':
      return topic.path === 'state' ? decodeOnline(text) : { kind: 'ignored' };
    case 'gateway-device':
      // An empty message takes back a retained one (MQTT-3.3.1-10); Zigbee2MQTT does that when a device leaves.
      if (topic.suffix === 'availability') return text === '' ? { kind: 'ignored' } : decodeOnline(text);
      if (topic.suffix !== undefined) return decodeBare(topic.suffix, text, receivedAt);
      return text === '' ? { kind: 'ignored' } : decodeJson(text, receivedAt);
    case 'readings':
      return decodeJson(text, receivedAt);
  }
}

/** Zigbee2MQTT's `output: attribute`: one property as bare text on a topic of its own. */
export function decodeBare(property: string, text: string, receivedAt: number): Decoded {
  const value = bareValue(text);
  return {
    kind: 'reading',
    reading: {
      at: receivedAt,
      timeSource: 'server',
      clockAhead: false,
      properties: flatten({ [property]: value }),
      bareText: true,
      wrong: [],
    },
  };
}

function bareValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function decodeOnline(text: string): Decoded {
  const parsed = bareValue(text);
  const state = isObject(parsed) ? parsed.state : parsed;
  if (typeof state === 'string' && /^\s*(online|offline)\s*$/i.test(state)) {
    return { kind: 'online', online: state.trim().toLowerCase() === 'online' };
  }
  if (text === '') return { kind: 'ignored' };
  return {
    kind: 'refused',
    code: 'wrong_type',
    detail: `The message should say online or offline, and says ${shown(text)}. Correct what the device sends.`,
  };
}

function decodeJson(text: string, receivedAt: number): Decoded {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? shown(error.message) : 'unreadable';
    return {
      kind: 'refused',
      code: 'not_json',
      detail: `The payload is not JSON (${why}). Correct what the device sends.`,
    };
  }
  if (!isObject(parsed)) {
    return {
      kind: 'refused',
      code: 'wrong_type',
      detail: `The payload is JSON but not an object: ${shown(text)}. Send {"property": value, …}.`,
    };
  }
  return { kind: 'reading', reading: toReading(parsed, receivedAt) };
}

function toReading(payload: Record<string, unknown>, receivedAt: number): Reading {
  const clock = readClock(payload.time, payload.last_seen, receivedAt);
  return {
    at: clock.at,
    timeSource: clock.source,
    clockAhead: clock.ahead,
    deviceTime: clock.deviceTime,
    seq: sequence(payload.seq),
    properties: flatten(payload).filter((property) => !isClockOrCounter(property, clock.source)),
    bareText: false,
    ieeeAddress: addressIn(payload.device),
    wrong: wrongTypes(payload),
  };
}

function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** A counter from 0 up. Some devices write it as text. */
function sequence(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** `time` became the timestamp and `seq` is stored as a counter; nonsense in them is kept as what it is, text. */
function isClockOrCounter({ name, own, value }: Property, source: string): boolean {
  if (!own) return false;
  if (name === 'time_') return source === 'device' || typeof value !== 'string';
  if (name === 'last_seen') return true;
  return name === 'seq' && sequence(value) !== undefined;
}

function addressIn(device: unknown): string | undefined {
  if (!isObject(device)) return undefined;
  const address = device.ieeeAddr ?? device.ieee_address ?? device.ieeeAddress;
  return typeof address === 'string' && /^0x[0-9a-f]{16}$/i.test(address) ? address.toLowerCase() : undefined;
}

function shown(text: string): string {
  return JSON.stringify(text.replaceAll('\0', '').slice(0, 80));
}
