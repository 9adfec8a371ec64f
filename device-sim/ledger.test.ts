import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLedger, type Intended } from './ledger.ts';
import { readWholeLedger } from './read-whole-ledger.ts';
import { summarizeLedger } from './summarize-ledger.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'anju-ledger-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const receipt = { packetId: 1, attempts: 1, firstSentAt: 1_010, acknowledgedAt: 1_015, ackMs: 4.5 };

function message(seq: number, more: Partial<Intended> = {}): Intended {
  return {
    id: `d1:${seq}`,
    device: 'd1',
    topic: 'devices/d1/readings',
    seq,
    time: 1_000,
    intendedAt: 1_000,
    kind: 'sos',
    lane: 'safety',
    expected: 'sos',
    ...more,
  };
}

describe('a ledger', () => {
  test('has every message once, also what was never acknowledged, and goes on where it ended', async () => {
    const file = join(folder, 'ledger.jsonl');
    const first = openLedger({ file });
    first.intend(message(1)).acknowledged(receipt);
    first.intend(message(2, { expected: 'reading' }));
    expect(first.counts()).toEqual({ intended: 2, acknowledged: 1 });
    await first.close();
    const second = openLedger({ file });
    second.intend(message(3, { expected: 'test' })).acknowledged({ ...receipt, attempts: 2 });
    await second.close();

    const { entries, problems } = await readWholeLedger(file);
    expect(problems).toEqual([]);
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    const summary = summarizeLedger(entries);
    expect(summary).toMatchObject({
      messages: 3,
      acknowledged: 2,
      resent: 1,
      byExpected: { sos: 1, reading: 1, test: 1 },
      ackMs: { p50: 4.5, p99: 4.5, max: 4.5 },
      latestMs: 10,
    });
    expect(summary.unacknowledged.map(({ seq }) => seq)).toEqual([2]);
  });

  test('that is cut off in its last line loses that line and no other', async () => {
    const file = join(folder, 'ledger.jsonl');
    const ledger = openLedger({ file });
    for (let seq = 1; seq <= 3; seq++) ledger.intend(message(seq)).acknowledged(receipt);
    await ledger.close();
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -20));
    const { entries, problems } = await readWholeLedger(file);
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(problems).toEqual([{ line: 3, reason: 'not JSON', last: true }]);
  });

  test('never makes its reader throw, whatever stands in it, and only its last line may be cut', async () => {
    const file = join(folder, 'ledger.jsonl');
    const line = fc.oneof(fc.string(), fc.json(), fc.constant(JSON.stringify(message(1))));
    const property = fc.asyncProperty(fc.array(line), async (lines) => {
      writeFileSync(file, lines.join('\n'));
      const { entries, problems } = await readWholeLedger(file);
      expect(entries.length + problems.length).toBeLessThanOrEqual(
        lines.join('\n').split(/\r\n|[\n\r]/).length,
      );
      expect(problems.filter((problem) => 'last' in problem && problem.last).length).toBeLessThanOrEqual(1);
    });
    await fc.assert(property);
  });

  test('that cannot be written is refused before anything is said', () => {
    const file = join(folder, 'no', 'such', 'folder');
    expect(() => openLedger({ file })).toThrow(`--ledger ${file} cannot be written: ENOENT`);
  });

  test('without a file only counts', async () => {
    const ledger = openLedger();
    ledger.intend(message(1)).acknowledged(receipt);
    await ledger.close();
    expect(ledger.counts()).toEqual({ intended: 1, acknowledged: 1 });
  });
});
