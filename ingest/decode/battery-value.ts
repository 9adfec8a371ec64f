import type { Scalar } from './reading.ts';

/** At or below: a low battery. It is over only at `OK_FROM` and more, so that a level on the edge says it once. */
const LOW_UP_TO = 10;
const OK_FROM = 15;

/** `zero`: 0 % from a device that just spoke; on mains or USB power that only means "not measured". */
export type BatteryState = 'low' | 'ok' | 'between' | 'zero' | 'mains';

const LOW: ReadonlySet<string> = new Set([
  'low',
  'critical',
  'empty',
  'very low',
  'very_low',
  'replace',
  'bad',
  'weak',
]);
const OK: ReadonlySet<string> = new Set(['ok', 'good', 'normal', 'full', 'high', 'medium', 'middle']);

/**
 * Reads a battery level: percent as number or text (`"100.00"`), a fraction of one, a word.
 * @returns undefined for what says nothing (null, volts, 255 for unknown)
 */
export function batteryValue(value: Scalar | null): BatteryState | undefined {
  if (typeof value === 'number') return percentState(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim().toLowerCase();
  if (/^\d+(\.\d+)?\s*%?$/.test(text)) return percentState(Number.parseFloat(text));
  if (LOW.has(text)) return 'low';
  if (OK.has(text)) return 'ok';
  return text === 'usb' || text === 'charging' || text === 'mains' ? 'mains' : undefined;
}

function percentState(value: number): BatteryState | undefined {
  if (value < 0 || value > 100) return undefined;
  if (value === 0) return 'zero';
  const percent = value < 1 ? value * 100 : value;
  if (percent <= LOW_UP_TO) return 'low';
  return percent < OK_FROM ? 'between' : 'ok';
}
