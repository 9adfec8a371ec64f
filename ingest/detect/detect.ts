import { priorityOf, type Alarm, type AlarmType } from '../../contracts/alarm.ts';
import type { DeviceKind } from '../../contracts/device.ts';
import type { Meaning, Cause } from '../decode/meaning.ts';
import { readMeaning } from '../decode/read-meaning.ts';
import type { Reading } from '../decode/reading.ts';
import { MAX_SAID, NOTHING_SAID, type DeviceState, type Said } from './device-state.ts';
import { identify, type Arrival } from './identify.ts';
import { payloadHash } from './payload-hash.ts';

/**
 * A hazard that goes on is said again after this long: life safety soon, because its incident may have been resolved
 * while the smoke is still there; a work order once a day.
 */
export const REPEAT_SAFETY_MS = 30_000;
export const REPEAT_TECHNICAL_MS = 24 * 3_600_000;

export interface DetectInput {
  device: { id: string; homeId: string; kind: DeviceKind };
  reading: Reading;
  arrival: Arrival;
  /** what is remembered of the device, if anything */
  state: DeviceState | undefined;
}

export interface Detected {
  /** alarms to hand over; a copy carries the id of its original */
  alarms: Alarm[];
  /** how many of them are copies */
  copies: number;
  /** the new state to remember; the same object when nothing changed */
  state: DeviceState | undefined;
}

/** Judges one reading of a known device. Pure: the same input gives the same alarms with the same ids. */
export function detect({ device, reading, arrival, state: before }: DetectInput): Detected {
  const meaning = readMeaning(reading.properties, device.kind);
  const remembered = before ?? NOTHING_SAID;
  if (!concernsAlarms(meaning, remembered)) return { alarms: [], copies: 0, state: before };

  const alarms: Alarm[] = [];
  const levels = { ...remembered.levels };
  const said = [...remembered.said];
  const { test } = meaning;
  let copies = 0;
  let changed = false;

  const raise = (type: AlarmType, content: string, cause: Cause, continuing = false): { copy: boolean } => {
    const { id, copy } = identify({
      deviceId: device.id,
      type,
      content,
      reading,
      test,
      arrival,
      state: remembered,
    });
    // Two hazards of one type in one message (gas and carbon monoxide) are one alarm; both are remembered.
    if (!alarms.some((alarm) => alarm.id === id)) {
      alarms.push(toAlarm({ id, type, cause, device, reading, arrival, test, continuing }));
      if (copy) copies += 1;
    }
    // What goes on is not what a copy is told by, and must not push the presses out.
    if (!copy && !continuing) {
      said.push(toSaid({ id, type, content, reading, arrival, test }));
      changed = true;
    }
    return { copy };
  };
  const clear = (isOver: (one: Said) => boolean) => {
    for (const [index, one] of said.entries()) {
      if (one.cleared === true || !isOver(one)) continue;
      said[index] = { ...one, cleared: true };
      changed = true;
    }
  };

  for (const [key, level] of meaning.levels) {
    const known = levels[key];
    if (!level.on) {
      if (known !== undefined) changed = true;
      delete levels[key];
      clear((one) => one.content === key);
      continue;
    }
    const isNew = known === undefined || (known.test && !test);
    // A self-test that goes on is the same self-test.
    if (!isNew && (test || !isDue(level.type, arrival, known.alarmed))) continue;
    const { copy } = raise(level.type, key, level.cause, !isNew);
    // A stale copy of an alarm that is over must not make the hazard look present again.
    if (copy) continue;
    levels[key] = { alarmed: arrival.receivedAt, test };
    changed = true;
  }
  for (const press of meaning.presses) raise(press.type, pressContent(press.cause), press.cause);
  if (meaning.cleared && meaning.presses.length === 0) clear((one) => one.content.startsWith(PRESS));

  if (!changed) return { alarms, copies, state: before };
  const state = { ...remembered, levels, said: said.slice(-MAX_SAID), ...lastSeq(reading) };
  return { alarms, copies, state };
}

/** Most readings say nothing new about alarms: they must cost nothing. */
function concernsAlarms(meaning: Meaning, state: DeviceState): boolean {
  if (meaning.presses.length > 0) return true;
  if (meaning.cleared && state.said.some((one) => one.cleared !== true)) return true;
  for (const [key, level] of meaning.levels) {
    if (level.on || key in state.levels) return true;
  }
  return false;
}

const PRESS = 'press ';

/** `click` and `action` are one press told on two topics; so is `action` as JSON and as bare text. */
function pressContent(cause: Cause): string {
  return `${PRESS}${String(cause.value).trim().toLowerCase()}`;
}

function isDue(type: AlarmType, arrival: Arrival, alarmed: number): boolean {
  const period = priorityOf(type) === 3 ? REPEAT_TECHNICAL_MS : REPEAT_SAFETY_MS;
  return arrival.receivedAt - alarmed >= period;
}

/** Only alarms advance it: a state that every reading changed would be written for every reading. */
function lastSeq({ seq }: Reading): { lastSeq?: number } {
  return seq === undefined ? {} : { lastSeq: seq };
}

function toAlarm(options: {
  id: string;
  type: AlarmType;
  cause: Cause;
  device: { id: string; homeId: string };
  reading: Reading;
  arrival: Arrival;
  test: boolean;
  continuing: boolean;
}): Alarm {
  const { id, type, cause, device, reading, arrival, test, continuing } = options;
  return {
    id,
    homeId: device.homeId,
    deviceId: device.id,
    type,
    priority: priorityOf(type),
    at: reading.at,
    receivedAt: arrival.receivedAt,
    test,
    ...(continuing && { continuing }),
    cause,
  };
}

function toSaid(options: {
  id: string;
  type: AlarmType;
  content: string;
  reading: Reading;
  arrival: Arrival;
  test: boolean;
}): Said {
  const { id, type, content, reading, arrival, test } = options;
  return {
    id,
    type,
    received: arrival.receivedAt,
    ...(reading.timeSource === 'last_seen' && { lastSeen: reading.at }),
    content,
    test,
    payload: payloadHash(arrival.payload),
    ...(arrival.packetId > 0 && { packetId: arrival.packetId }),
    ...(reading.seq !== undefined && { seq: reading.seq }),
  };
}
