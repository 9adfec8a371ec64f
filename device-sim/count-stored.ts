import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Api } from './api-client.ts';
import type { LedgerEntry } from './ledger-entry.ts';

const readingSchema = z.object({ time: z.string(), deviceId: z.string() });

export interface Stored {
  /** readings the platform has of this home in the time of the entries */
  stored: number;
  /** acknowledged, and not there */
  missing: LedgerEntry[];
  waitedMs: number;
}

const POLL_MS = 500;

/**
 * Counts what the platform stored of a home, through the HTTP API, page by page. Asks again until it is all there,
 * or nothing more has come for `patienceMs`: readings are written in batches after they are acknowledged.
 */
export async function countStored(options: {
  api: Api;
  homeId: string;
  entries: readonly LedgerEntry[];
  patienceMs?: number;
}): Promise<Stored> {
  const { api, homeId, entries, patienceMs = 30_000 } = options;
  const began = Date.now();
  const from = entries.reduce((least, { time }) => Math.min(least, time), Infinity);
  const to = entries.reduce((most, { time }) => Math.max(most, time), -Infinity);
  if (entries.length === 0) return { stored: 0, missing: [], waitedMs: 0 };
  const range = `from=${from}&to=${to + 1}&limit=20000`;

  let most = 0;
  let grewAt = began;
  for (;;) {
    const readings = await api.list(`/homes/${homeId}/readings?${range}`, readingSchema);
    const there = new Set(readings.map(({ deviceId, time }) => `${deviceId}@${Date.parse(time)}`));
    const missing = entries.filter(({ device, time }) => !there.has(`${device}@${time}`));
    const now = Date.now();
    if (readings.length > most) grewAt = now;
    most = Math.max(most, readings.length);
    if (missing.length === 0 || now - grewAt > patienceMs) {
      return { stored: readings.length, missing, waitedMs: now - began };
    }
    await pause(POLL_MS);
  }
}
