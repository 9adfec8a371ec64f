import { createHash } from 'node:crypto';

/**
 * An alarm's id, from what was said: the same parts, the same id, on any machine at any time.
 * Hex, because BullMQ forbids `:` in a job id and takes digits alone for its own.
 */
export function alarmId(parts: readonly (string | number)[]): string {
  return `a${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 31)}`;
}
