import { LRUCache } from 'lru-cache';
import type { AuditRow } from '../store/audit.ts';

export interface Refusal {
  deviceId: string;
  homeId: string;
  what: 'publish' | 'subscribe' | 'will';
  topic: string;
}

/** A device that tries every second is one row in ten minutes. */
const ONE_PER_DEVICE_MS = 600_000;
/** All devices together: enough for people to see an attack, too little to fill a disk. */
const ROWS_PER_MINUTE = 60;

/**
 * Decides which refusals become audit rows; each says how many before it did not. All are counted and
 * logged elsewhere.
 */
export function createRefusalAudit(): (refusal: Refusal, now: number) => AuditRow | undefined {
  const devices = new LRUCache<string, { writtenAt: number; unwritten: number }>({ max: 10_000 });
  let minute = 0;
  let rows = 0;
  return ({ deviceId, homeId, what, topic }, now) => {
    const before = devices.get(deviceId);
    const thisMinute = Math.floor(now / 60_000);
    if (thisMinute !== minute) {
      minute = thisMinute;
      rows = 0;
    }
    if (before !== undefined && now - before.writtenAt < ONE_PER_DEVICE_MS) {
      before.unwritten += 1;
      return undefined;
    }
    if (rows >= ROWS_PER_MINUTE) return undefined;
    rows += 1;
    devices.set(deviceId, { writtenAt: now, unwritten: 0 });
    return {
      at: new Date(now),
      actor: `device:${deviceId}`,
      action: 'mqtt.topic_refused',
      subject: `device:${deviceId}`,
      homeId,
      detail: { what, topic: topic.slice(0, 200), unwritten: before?.unwritten ?? 0 },
    };
  };
}
