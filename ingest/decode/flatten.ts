import type { Property, Scalar } from './reading.ts';
import { nameTokens } from './name-tokens.ts';
import { rememberAnswers } from './remember-answers.ts';

/** CONTRACT bounds one payload at 64 KiB; these bound what one reading may become. */
export const MAX_PROPERTIES = 128;
export const MAX_NAME = 64;
export const MAX_TEXT = 256;
const MAX_DEPTH = 5;

/** Half a character (a name cut in the middle of one) is not valid UTF-8. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** What describes the device and not what it senses. Zigbee2MQTT, Tasmota, Shelly, Home Assistant discovery. */
const NOT_SENSED =
  /^(device|update|definition|options?|config|settings?|schedule|wifi.*|cloud|mqtt|ws|ble|sys|origin|availability|bridge|info|status_?led|update_.*)$/i;
/** Names that say nothing by themselves: what they are about stands in the name above them. */
const ABOUT_PARENT: ReadonlySet<string> = new Set(
  'value state status alarm active detected triggered percent level pct present'.split(' '),
);

/**
 * All scalars of a payload. The top level is kept whole; nested objects (Tasmota, Shelly) are looked into for
 * what has a meaning. Names and texts are made safe to store: NUL stripped, length and number bounded.
 */
export function flatten(payload: Readonly<Record<string, unknown>>): Property[] {
  const properties: Property[] = [];
  const taken = new Set<string>();
  collect({ object: payload, parent: '', depth: 1, properties, taken });
  return properties;
}

interface Collecting {
  object: Readonly<Record<string, unknown>>;
  parent: string;
  depth: number;
  properties: Property[];
  taken: Set<string>;
}

function collect({ object, parent, depth, properties, taken }: Collecting): void {
  const nested: [string, Record<string, unknown>][] = [];
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (properties.length >= MAX_PROPERTIES) return;
    if (isObject(value)) nested.push([key, value]);
    if (value !== null && !isScalar(value)) continue;
    const own = depth === 1;
    const name = safeName(own ? key : `${parent}_${key}`);
    if (name === '' || taken.has(name)) continue;
    taken.add(name);
    const says = own || !isAboutParent(key) ? key : `${parent} ${key}`;
    properties.push({ name, says, value: typeof value === 'string' ? safeText(value) : value, own });
  }
  if (depth >= MAX_DEPTH) return;
  for (const [key, value] of nested) {
    if (!NOT_SENSED.test(key)) collect({ object: value, parent: key, depth: depth + 1, properties, taken });
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is Scalar {
  return (
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  );
}

function isAboutParent(key: string): boolean {
  return nameTokens(key).words.every((word) => ABOUT_PARENT.has(word));
}

/** InfluxDB keeps `time` and leading underscores to itself; `home` and `device` are our tags. */
export const safeName = rememberAnswers((name) => {
  const safe = name
    .replace(/[^\p{L}\p{N}_.-]+/gu, '_')
    .replace(/^_+/, '')
    .slice(0, MAX_NAME)
    .replace(LONE_SURROGATE, '');
  return safe === 'time' || safe === 'home' || safe === 'device' ? `${safe}_` : safe;
});

export function safeText(text: string): string {
  return text.replaceAll('\0', '').slice(0, MAX_TEXT).replace(LONE_SURROGATE, '');
}
