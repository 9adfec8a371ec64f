import type { Expected, LedgerEntry } from './ledger-entry.ts';

export interface LedgerSummary {
  messages: number;
  acknowledged: number;
  /** said or never sent, but not acknowledged: nobody promised to keep them */
  unacknowledged: LedgerEntry[];
  resent: number;
  byExpected: Partial<Record<Expected, number>>;
  /** first write to PUBACK; undefined without acknowledgements */
  ackMs: { p50: number; p99: number; max: number } | undefined;
  /** how far the simulator was behind its own plan at worst, ms */
  latestMs: number;
}

/** What a ledger says as a whole; what came of it is the audit's to find out. */
export function summarizeLedger(entries: readonly LedgerEntry[]): LedgerSummary {
  const acknowledged = entries.filter((entry) => entry.acknowledgedAt !== undefined);
  const byExpected: Partial<Record<Expected, number>> = {};
  let latestMs = 0;
  for (const entry of entries) {
    byExpected[entry.expected] = (byExpected[entry.expected] ?? 0) + 1;
    latestMs = Math.max(latestMs, (entry.sentAt ?? entry.intendedAt) - entry.intendedAt);
  }
  return {
    messages: entries.length,
    acknowledged: acknowledged.length,
    unacknowledged: entries.filter((entry) => entry.acknowledgedAt === undefined),
    resent: entries.filter((entry) => (entry.attempts ?? 0) > 1).length,
    byExpected,
    ackMs: quantiles(acknowledged.flatMap((entry) => entry.ackMs ?? [])),
    latestMs,
  };
}

function quantiles(values: number[]): LedgerSummary['ackMs'] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (q: number): number | undefined => sorted[Math.ceil(q * sorted.length) - 1];
  const [p50, p99, max] = [at(0.5), at(0.99), at(1)];
  return p50 === undefined || p99 === undefined || max === undefined ? undefined : { p50, p99, max };
}
