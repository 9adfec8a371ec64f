import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  breakAt,
  CHAIN_START,
  formatHead,
  linkOnto,
  parseHead,
  type AuditBreak,
  type AuditContent,
  type AuditLink,
} from './audit-chain.ts';

const KEY = 'a key that nobody else has, 32 characters or more';

const content: fc.Arbitrary<AuditContent> = fc.record({
  id: fc.nat().map(String),
  at: fc.nat().map(String),
  actor: fc.string(),
  action: fc.string(),
  subject: fc.string(),
  homeId: fc.option(fc.uuid()),
  detail: fc.json(),
});
const trail = fc.array(content, { minLength: 2, maxLength: 20 });

type Row = AuditContent & AuditLink;

function chain(rows: readonly AuditContent[], key = KEY): Row[] {
  let head = CHAIN_START;
  return rows.map((row) => {
    head = linkOnto(key, head, row);
    return { ...row, ...head };
  });
}

/** Walks as `audit:verify` does. */
function firstBreak(rows: readonly Row[]): { index: number; what: AuditBreak } | undefined {
  let before = CHAIN_START;
  for (const [index, row] of rows.entries()) {
    const what = breakAt(KEY, before, row);
    if (what !== undefined) return { index, what };
    before = row;
  }
  return undefined;
}

describe('the chain of the audit trail', () => {
  it('holds for any rows as long as nobody touches them', () => {
    fc.assert(fc.property(trail, (rows) => firstBreak(chain(rows)) === undefined));
  });

  it('breaks exactly at a row whose content was changed in any field', () => {
    const field = fc.constantFrom('id', 'at', 'actor', 'action', 'subject', 'homeId', 'detail');
    fc.assert(
      fc.property(trail, fc.nat(), field, fc.string(), (rows, nth, name, value) => {
        const index = nth % rows.length;
        const changed = chain(rows);
        const row = changed[index] as Row;
        fc.pre(row[name] !== value);
        changed[index] = { ...row, [name]: value };
        expect(firstBreak(changed)).toEqual({ index, what: 'altered' });
      }),
    );
  });

  it('misses a row that was taken out anywhere but at the end', () => {
    fc.assert(
      fc.property(trail, fc.nat(), (rows, nth) => {
        const index = nth % (rows.length - 1);
        expect(firstBreak(chain(rows).toSpliced(index, 1))).toEqual({ index, what: 'missing' });
      }),
    );
  });

  it('does not hold for two rows that changed places, nor for one that was put in with a hash of another key', () => {
    fc.assert(
      fc.property(trail, content, (rows, forged) => {
        const [first, second] = chain(rows) as [Row, Row];
        fc.pre(JSON.stringify(rows[0]) !== JSON.stringify(rows[1]));
        const swapped = [
          { ...first, ...rows[1] },
          { ...second, ...rows[0] },
        ] as Row[];
        expect(firstBreak(swapped)).toEqual({ index: 0, what: 'altered' });
        const last = { ...forged, ...linkOnto('the key of the forger', second, forged) };
        expect(firstBreak([first, second, last])).toEqual({ index: 2, what: 'altered' });
      }),
    );
  });

  it('does not hold with a row that we chained ourselves, after other rows: an old copy cannot be put back', () => {
    fc.assert(
      fc.property(trail, content, (rows, other) => {
        fc.pre(JSON.stringify(rows[0]) !== JSON.stringify(other));
        const [first] = chain(rows) as [Row];
        const [, second] = chain([other, ...rows.slice(1)]) as [Row, Row];
        expect(firstBreak([first, second])).toEqual({ index: 1, what: 'altered' });
      }),
    );
  });

  it('cannot be moved between fields: what is said is not what is in two fields together', () => {
    const row: AuditContent = {
      id: '1',
      at: '2',
      actor: 'a',
      action: 'b","c',
      subject: 'd',
      homeId: null,
      detail: '{}',
    };
    const other = { ...row, action: 'b', subject: 'c","d' };
    expect(linkOnto(KEY, CHAIN_START, row).hash.equals(linkOnto(KEY, CHAIN_START, other).hash)).toBe(false);
  });

  it('has a head that can be written down and read again; what is none is not taken for one', () => {
    const [row] = chain([
      { id: '1', at: '2', actor: 'a', action: 'b', subject: 'c', homeId: null, detail: '{}' },
    ]);
    const head = { seq: row?.seq, hash: row?.hash };
    expect(parseHead(` ${formatHead(head as AuditLink)}\n`)).toEqual(head);
    for (const text of ['', '1', '1:abc', `-1:${'0'.repeat(64)}`, `1:${'0'.repeat(65)}`]) {
      expect(parseHead(text)).toBeUndefined();
    }
  });
});
