import type { Property, Scalar } from '../decode/reading.ts';
import { propertyMeaning } from '../decode/property-meaning.ts';
import { rememberAnswers } from '../decode/remember-answers.ts';

/** The measurement that holds every reading. */
export const READING_MEASUREMENT = 'reading';
/** The measurement of who was online when: no reading, and in no list or count of readings. */
export const PRESENCE_MEASUREMENT = 'presence';

export interface ReadingLineInput {
  measurement?: typeof READING_MEASUREMENT | typeof PRESENCE_MEASUREMENT;
  homeId: string;
  deviceId: string;
  properties: readonly Property[];
  seq?: number | undefined;
  /** epoch ms */
  at: number;
  /** 0 … 999,999: tells readings of one millisecond apart, the same whenever the reading is written again */
  tail: number;
}

/**
 * One reading as a line for InfluxDB. The type is part of the field's name (`name` number, `name:b` boolean,
 * `name:s` text), because a field that changes its type is refused for good.
 * @returns undefined when there is nothing to store
 */
export function readingLine({
  measurement = READING_MEASUREMENT,
  homeId,
  deviceId,
  properties,
  seq,
  at,
  tail,
}: ReadingLineInput): string | undefined {
  let fields = '';
  for (const { name, says, value, own } of properties) {
    if (value === null) continue;
    if (!own && propertyMeaning(says).is === 'nothing') continue;
    const field = encodeField(name, value);
    if (field !== undefined) fields += fields === '' ? field : `,${field}`;
  }
  if (seq !== undefined) fields += `${fields === '' ? '' : ','}seq=${seq}`;
  if (fields === '') return undefined;
  const nanoseconds = `${at}${String(tail).padStart(6, '0')}`;
  return `${measurement},home=${escapeKey(homeId)},device=${escapeKey(deviceId)} ${fields} ${nanoseconds}`;
}

function encodeField(name: string, value: Scalar): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? `${fieldKey(name)}=${value}` : undefined;
  if (typeof value === 'boolean') return `${fieldKey(name)}:b=${value}`;
  return `${fieldKey(name)}:s="${escapeText(value)}"`;
}

const fieldKey = rememberAnswers(escapeKey);

/** Line protocol: commas, equals signs and spaces of keys and tag values are escaped; a backslash at the end would escape ours. */
function escapeKey(text: string): string {
  return /[,= \\\n\r\t]/.test(text) ? text.replace(/[\n\r\t\\]/g, '_').replace(/[,= ]/g, '\\$&') : text;
}

/** Line breaks are legal inside a text field, but our spool counts lines: they are stored as blanks. */
function escapeText(text: string): string {
  return /["\\\n\r]/.test(text) ? text.replace(/[\n\r]/g, ' ').replace(/["\\]/g, '\\$&') : text;
}
