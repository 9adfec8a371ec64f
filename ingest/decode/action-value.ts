import type { DeviceKind } from '../../contracts/device.ts';
import { nameTokens } from './name-tokens.ts';
import type { Scalar } from './reading.ts';

/** What a momentary event says. `clear` ends a press: it is neither a second press nor a cancel. */
export type ActionMeaning = 'sos' | 'fall' | 'clear' | 'nothing';

const CALLS: ReadonlySet<string> = new Set([
  'emergency',
  'sos',
  'panic',
  'help',
  'duress',
  '紧急',
  '求助',
  '呼救',
]);
const TAKES_BACK: ReadonlySet<string> = new Set([
  'release',
  'released',
  'clear',
  'cleared',
  'cancel',
  'off',
  'stop',
  'end',
  'test',
  'reset',
]);
const CLEAR: ReadonlySet<string> = new Set(['', 'none', 'idle', 'null', 'release', 'released', 'clear']);
/** What a keypad or a cube says that is no call: arming, turning, waking up. */
const NO_CALL: ReadonlySet<string> = new Set(
  (
    'release released disarm arm armed exit entry delay home away sleep stay identify stop battery wakeup wake rotate rotation ' +
    'motion movement move vibration orientation static presence occupied unoccupied region enter leave tilt invalid ready ' +
    'heartbeat online offline none idle clear fall not'
  ).split(' '),
);
/** Things, not people, fall where these are mounted. */
const THINGS: ReadonlySet<DeviceKind> = new Set<DeviceKind>([
  'door',
  'vibration',
  'motion',
  'presence',
  'temperature',
  'environment',
]);

/**
 * Reads `action`, Zigbee2MQTT's older `click`, and their like. An emergency is one on any device; a plain press
 * (`single`, `hold`, `1`) is a call only on what is registered to call with (CONTRACT: `action` on a button).
 */
export function actionValue(value: Scalar | null, kind: DeviceKind): ActionMeaning {
  if (value === null || value === false) return 'clear';
  if (value === true) return callsWith(kind) ? 'sos' : 'nothing';
  const text = String(value).trim().toLowerCase();
  if (CLEAR.has(text)) return 'clear';
  const { words } = nameTokens(text);
  if (words.some((word) => CALLS.has(word))) {
    return words.some((word) => TAKES_BACK.has(word)) ? 'nothing' : 'sos';
  }
  if (words.includes('fall') || words.includes('fallen')) return THINGS.has(kind) ? 'nothing' : 'fall';
  if (!callsWith(kind) || words.some((word) => NO_CALL.has(word))) return 'nothing';
  return 'sos';
}

/** Kinds on which any press is a call for help. */
export function callsWith(kind: DeviceKind): boolean {
  return kind === 'sos' || kind === 'button' || kind === 'voice';
}
