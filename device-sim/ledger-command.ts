import { defineCommand } from 'citty';
import type { LedgerEntry } from './ledger-entry.ts';
import { readLedger } from './read-ledger.ts';
import type { SimContext } from './sim-context.ts';
import { summarizeLedger } from './summarize-ledger.ts';

export function ledgerCommand({ say, fail }: SimContext) {
  return defineCommand({
    meta: {
      name: 'ledger',
      description: 'Sums up a ledger; exit code 1 when something was not acknowledged',
    },
    args: { file: { type: 'positional', required: true, description: 'the ledger' } },
    run: async ({ args }) => {
      const entries: LedgerEntry[] = [];
      const problems: { line: number; reason: string }[] = [];
      for await (const read of readLedger(args.file)) {
        if ('entry' in read) entries.push(read.entry);
        else problems.push(read);
      }
      const { messages, acknowledged, unacknowledged, resent, byExpected, ackMs, latestMs } =
        summarizeLedger(entries);
      say(
        `${messages} messages, ${acknowledged} acknowledged, ${unacknowledged.length} not, ${resent} re-sent with DUP`,
      );
      say(
        `expected: ${
          Object.entries(byExpected)
            .map(([what, count]) => `${count} ${what}`)
            .join(', ') || 'nothing'
        }`,
      );
      if (ackMs) say(`PUBACK: ${ackMs.p50} ms (median), ${ackMs.p99} ms (p99), ${ackMs.max} ms (longest)`);
      say(`at most ${Math.round(latestMs)} ms behind its plan`);
      for (const { id } of unacknowledged.slice(0, 10)) say(`  not acknowledged: ${id}`);
      for (const { line, reason } of problems) say(`  line ${line} is no entry: ${reason}`);
      if (unacknowledged.length > 0 || problems.length > 0) fail();
    },
  });
}
