import { nameTokens } from './name-tokens.ts';
import type { Scalar } from './reading.ts';

/** What a value says about a hazard; `unclear` says neither (`unknown`, `maybe_fall`, a pre-alarm, a measurement). */
export type FlagState = 'on' | 'off' | 'unclear';

const ON: ReadonlySet<string> = new Set([
  'true',
  'on',
  '1',
  'yes',
  'y',
  'open_circuit_alarm',
  '报警',
  '告警',
  '触发',
  '火警',
  '有烟',
  '漏水',
  '跌倒',
  '异常',
]);
const OFF: ReadonlySet<string> = new Set(['false', 'off', '0', 'no', 'n', '', '正常', '无', '关']);
const SAYS_NOT: ReadonlySet<string> = new Set(
  'no not non none normal clear cleared off ok safe dry idle inactive standby undetected nothing false end ended restored restore released silenced stop stopped cancel cancelled canceled online offline'.split(
    ' ',
  ),
);
const SAYS_MAYBE: ReadonlySet<string> = new Set(
  'pre prealarm maybe possible suspected unknown detecting preheat preheating warming learning fault failure lost disabled enabled expired'.split(
    ' ',
  ),
);
const SAYS_ALARM: ReadonlySet<string> = new Set(
  'alarm alarmed alarming alert detected active activated triggered leak leaking leakage wet flood flooded fire smoke gas co monoxide fall fallen falling danger critical present emergency sos panic tampered tamper low'.split(
    ' ',
  ),
);

/** Reads the value of a property whose name already says what it is about (`smoke`, `smoke_state`, `leak_detect`). */
export function flagValue(value: Scalar): FlagState {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return value === 1 ? 'on' : value === 0 ? 'off' : 'unclear';
  const text = value.trim().toLowerCase();
  if (ON.has(text)) return 'on';
  if (OFF.has(text)) return 'off';
  return alarmWords(nameTokens(text).words);
}

/** The same for words that were split already. */
export function alarmWords(words: readonly string[]): FlagState {
  if (words.some((word) => SAYS_NOT.has(word))) return 'off';
  if (words.some((word) => SAYS_MAYBE.has(word))) return 'unclear';
  // Heiman's `warning_alarm` is an alarm, its `fall_warning` is not yet one.
  if (words.includes('warning') && !words.includes('alarm')) return 'unclear';
  return words.some((word) => SAYS_ALARM.has(word)) ? 'on' : 'unclear';
}
