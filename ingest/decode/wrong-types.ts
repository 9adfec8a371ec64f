import { flagValue } from './flag-value.ts';

const IS_RIGHT: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ...['smoke', 'water_leak', 'tamper', 'battery_low', 'fall', 'occupancy', 'carbon_monoxide'].map(
    (name) => [name, isFlag] as const,
  ),
  ...['gas', 'sos', 'action'].map((name) => [name, isScalarLike] as const),
  ['contact', isContact],
  ['battery', isBattery],
  ...['temperature', 'humidity', 'linkquality'].map((name) => [name, isNumeric] as const),
]);

/**
 * The properties of CONTRACT.md whose values are of no use. The message goes to quarantine for people to see;
 * what else it says counts all the same, because an alarm must not be lost to a typing error beside it.
 */
export function wrongTypes(payload: Readonly<Record<string, unknown>>): string[] {
  const wrong: string[] = [];
  for (const name of Object.keys(payload)) {
    if (IS_RIGHT.get(name)?.(payload[name]) === false) wrong.push(name);
  }
  return wrong;
}

/** Absent and null say nothing. A number beside 0 and 1 is a measurement under the flag's name: kept, no alarm. */
function isFlag(value: unknown): boolean {
  if (value === undefined || value === null || typeof value === 'boolean' || typeof value === 'number')
    return true;
  return (
    typeof value === 'string' && (flagValue(value) !== 'unclear' || /unknown|maybe|pre|warning/i.test(value))
  );
}

function isContact(value: unknown): boolean {
  if (typeof value === 'string')
    return /^\s*(|true|false|on|off|0|1|open|opened|closed?|shut|unknown)\s*$/i.test(value);
  return isScalarLike(value);
}

function isBattery(value: unknown): boolean {
  if (typeof value !== 'string') return isScalarLike(value) && typeof value !== 'boolean';
  return /^\s*(|\d+(\.\d+)?\s*%?|ok|good|normal|full|high|medium|middle|low|critical|empty|unknown|usb|charging|true|false)\s*$/i.test(
    value,
  );
}

function isNumeric(value: unknown): boolean {
  if (value === undefined || value === null || typeof value === 'number') return true;
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
}

function isScalarLike(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}
