import { isUtf8 } from 'node:buffer';

const NUL = 0x00;
const HASH = 0x23;
const PLUS = 0x2b;
const SLASH = 0x2f;

/**
 * Why these bytes are no MQTT string, or undefined when they are one. Works on bytes, because what a
 * decoder makes of ill-formed UTF-8 can no longer be told from a real U+FFFD.
 */
export function stringProblem(buffer: Buffer, start: number, end: number): string | undefined {
  let ascii = true;
  for (let i = start; i < end; i++) {
    const byte = buffer[i] as number;
    if (byte === NUL) return 'holds U+0000 [MQTT-1.5.3-2]';
    if (byte >= 0x80) ascii = false;
  }
  // isUtf8 also refuses surrogates: [MQTT-1.5.3-1]
  return ascii || isUtf8(buffer.subarray(start, end)) ? undefined : 'is not UTF-8 [MQTT-1.5.3-1]';
}

/** Why these bytes are no topic name, or undefined when they are one. On the hot path: one pass. */
export function topicNameProblem(buffer: Buffer, start: number, end: number): string | undefined {
  if (start === end) return 'is empty [MQTT-4.7.3-1]';
  let ascii = true;
  for (let i = start; i < end; i++) {
    const byte = buffer[i] as number;
    if (byte === HASH || byte === PLUS) return 'holds a wildcard [MQTT-3.3.2-2]';
    if (byte === NUL) return 'holds U+0000 [MQTT-4.7.3-2]';
    if (byte >= 0x80) ascii = false;
  }
  return ascii || isUtf8(buffer.subarray(start, end)) ? undefined : 'is not UTF-8 [MQTT-1.5.3-1]';
}

/** Why these bytes are no topic filter, or undefined when they are one. */
export function topicFilterProblem(buffer: Buffer, start: number, end: number): string | undefined {
  if (start === end) return 'is empty [MQTT-4.7.3-1]';
  for (let i = start; i < end; i++) {
    const byte = buffer[i];
    if (byte !== HASH && byte !== PLUS) continue;
    const opens = i === start || buffer[i - 1] === SLASH;
    const last = i === end - 1;
    if (byte === HASH && !(opens && last)) return 'has # elsewhere than as its last level [MQTT-4.7.1-2]';
    if (byte === PLUS && !(opens && (last || buffer[i + 1] === SLASH))) {
      return 'has + as a part of a level [MQTT-4.7.1-3]';
    }
  }
  return stringProblem(buffer, start, end);
}
