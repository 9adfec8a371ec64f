import type { DeviceKind } from '../../contracts/device.ts';
import { actionValue, callsWith } from './action-value.ts';
import { batteryValue } from './battery-value.ts';
import { decideLevels, type Evidence, type EvidenceBook } from './decide-levels.ts';
import { flagValue, type FlagState } from './flag-value.ts';
import { genericState, hazardOf, namedHazard } from './generic-alarm.ts';
import type { Cause, Meaning, Press } from './meaning.ts';
import { propertyMeaning, type LevelType } from './property-meaning.ts';
import type { Property, Scalar } from './reading.ts';

/**
 * Reads what the properties mean. Pure.
 * @param kind what the device is registered as: it only decides what a plain press and a bare `alarm` are about
 */
export function readMeaning(properties: readonly Property[], kind: DeviceKind): Meaning {
  const book: EvidenceBook = { byKey: new Map(), held: new Set(), mainsPower: false, batterySaidFine: false };
  const generic: { key: string; state: FlagState; cause: Cause }[] = [];
  const presses: Press[] = [];
  const found: { test: boolean; cleared: boolean; contact?: 'open' | 'closed'; occupancy?: boolean } = {
    test: false,
    cleared: false,
  };

  for (const { name, says, value } of properties) {
    const meaning = propertyMeaning(says);
    if (meaning.is === 'nothing') continue;
    if (value === null) {
      if (meaning.is === 'action') found.cleared = true;
      continue;
    }
    const cause = { property: name, value };
    switch (meaning.is) {
      case 'level':
        if (typeof value === 'number' && !meaning.numbers) break;
        if (meaning.textIsSetting && typeof value === 'string' && /^(on|off)$/i.test(value)) break;
        if (meaning.type === 'fault') add(book, meaning.key, 'fault', faultState(value), cause);
        else add(book, meaning.key, meaning.type, flagValue(value), cause);
        if (meaning.type === 'low_battery' && flagValue(value) === 'off') book.batterySaidFine = true;
        break;
      case 'heat':
        // A heat detector tells of fire; a thermostat that heats does not.
        if (kind === 'smoke' || kind === 'gas' || kind === 'co')
          add(book, 'heat', 'smoke', flagValue(value), cause);
        break;
      case 'sos': {
        const state = sosState(value);
        if (state === 'on') presses.push({ type: 'sos', cause });
        if (state === 'off') found.cleared = true;
        break;
      }
      case 'action': {
        const action = actionValue(value, kind);
        if (action === 'clear') found.cleared = true;
        else if (action !== 'nothing') presses.push({ type: action, cause });
        break;
      }
      case 'pressed':
        if (!callsWith(kind)) break;
        if (sosState(value) === 'on') presses.push({ type: 'sos', cause });
        else found.cleared = true;
        break;
      case 'generic': {
        const state = genericState(value, meaning.flags);
        if (typeof value === 'string') {
          const named = namedHazard(value, kind);
          if (named?.test) found.test = true;
          if (named !== undefined) {
            if (named.type === 'sos') presses.push({ type: 'sos', cause });
            else add(book, named.key, named.type, 'on', cause);
            break;
          }
        }
        generic.push({ key: meaning.key, state, cause });
        break;
      }
      case 'battery': {
        const state = batteryValue(value);
        if (state === 'mains') book.mainsPower = true;
        else if (state === 'low' || state === 'zero')
          add(book, meaning.key, 'low_battery', 'on', cause, { measured: true, zero: state === 'zero' });
        else if (state === 'ok') add(book, meaning.key, 'low_battery', 'off', cause, { measured: true });
        // Between the two, an explicit "not low" beside it does not end a low battery: no flapping on the edge.
        else if (state === 'between') book.held.add(meaning.key);
        break;
      }
      case 'battery_ok': {
        const state = typeof value === 'number' ? (value > 0 ? 'on' : 'off') : flagValue(value);
        if (state !== 'unclear')
          add(book, 'battery', 'low_battery', state === 'on' ? 'off' : 'on', cause, { measured: true });
        break;
      }
      case 'external_power':
        if (flagValue(value) === 'on') book.mainsPower = true;
        break;
      case 'contact': {
        const open = openState(value, meaning.openWhen);
        if (open !== undefined) found.contact = open ? 'open' : 'closed';
        break;
      }
      case 'occupancy': {
        const state = flagValue(value);
        if (state !== 'unclear') found.occupancy = state === 'on';
        break;
      }
      case 'test':
        if (isRunning(value)) found.test = true;
        break;
      case 'self_test':
        if (typeof value === 'string' && /^(checking|running|testing|in[_ ]progress)$/i.test(value.trim())) {
          found.test = true;
        }
        break;
    }
  }
  // A bare `alarm` is about what the device is for, unless the message says that better elsewhere.
  const hazard = hazardOf(kind);
  const saidBetter =
    generic.length > 0 && [...book.byKey.values()].some((list) => list.some((item) => item.type === hazard));
  for (const { key, state, cause } of saidBetter ? [] : generic) {
    if (hazard === 'sos' && state === 'on') presses.push({ type: 'sos', cause });
    else if (hazard !== undefined && hazard !== 'sos') add(book, key, hazard, state, cause);
  }
  return {
    levels: decideLevels(book),
    presses: presses.length > 1 ? onePerType(presses) : presses,
    ...found,
  };
}

function add(
  { byKey }: EvidenceBook,
  key: string,
  type: LevelType,
  state: FlagState,
  cause: Cause,
  more?: { measured?: boolean; zero?: boolean },
): void {
  if (state === 'unclear') return;
  const weak = typeof cause.value === 'number' && more?.measured !== true;
  const item: Evidence = { type, state, weak, zero: more?.zero === true, cause };
  const list = byKey.get(key);
  if (list === undefined) byKey.set(key, [item]);
  else list.push(item);
}

/** `action: "emergency"` and `sos: true` in one message are one call. */
function onePerType(presses: readonly Press[]): Press[] {
  return presses.filter((press, index) => presses.findIndex(({ type }) => type === press.type) === index);
}

/** In doubt a call is a call: any text that does not say no, any number but 0. */
function sosState(value: Scalar): 'on' | 'off' {
  if (typeof value === 'number') return value === 0 ? 'off' : 'on';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return flagValue(value) === 'off' || /^(unknown|null|release)$/i.test(value.trim()) ? 'off' : 'on';
}

function faultState(value: Scalar): FlagState {
  if (typeof value !== 'string') return flagValue(value);
  const state = flagValue(value);
  if (state !== 'unclear') return state;
  return /fault|fail|error|trouble/i.test(value) ? 'on' : 'unclear';
}

function isRunning(value: Scalar): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value === 1;
  // `test: "test"` is the echo of a command that starts one.
  return /^(true|on|1|yes|running|active|in[_ ]progress|checking)$/i.test(value.trim());
}

function openState(value: Scalar, openWhen: boolean): boolean | undefined {
  if (typeof value === 'string') {
    const text = value.trim().toLowerCase();
    if (/^(open|opened)$/.test(text)) return true;
    if (/^(close|closed|shut)$/.test(text)) return false;
    if (text !== 'true' && text !== 'false' && text !== '0' && text !== '1') return undefined;
    return (text === 'true' || text === '1') === openWhen;
  }
  if (typeof value === 'number' && value !== 0 && value !== 1) return undefined;
  return Boolean(value) === openWhen;
}
