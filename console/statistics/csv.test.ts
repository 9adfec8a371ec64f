import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv } from './csv.ts';

/** RFC 4180, read as strictly as it is written. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let rest = text;
  while (rest !== '') {
    const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    if (!match) throw new Error(`no cell at: ${rest}`);
    row.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
    if (match[3] === '\r\n') {
      rows.push(row);
      row = [];
    }
    rest = rest.slice(match[0].length);
  }
  return rows;
}

describe('a table for a spreadsheet', () => {
  it('begins with the mark by which Excel knows UTF-8, and ends every line with CRLF', () => {
    expect(csv(['area', 'calls'], [['拱墅区', 3]])).toBe('\uFEFFarea,calls\r\n拱墅区,3\r\n');
  });
  it('keeps commas, quotes and line breaks inside their cell', () => {
    expect(csv(['a'], [['Flat 3, "left"\nback']])).toBe('\uFEFFa\r\n"Flat 3, ""left""\nback"\r\n');
  });
  it('never lets a text become a formula, whatever stands in front of it', () => {
    for (const text of ['=1+1', '+861', '-2', '@SUM(A1)', '\t=1', ' =cmd|x', '|x', '＝1']) {
      expect(parse(csv(['a'], [[text]]).slice(1))[1]).toEqual([`'${text}`]);
    }
  });
  it('leaves numbers numbers, negative ones too, and what is not known empty', () => {
    expect(csv(['a', 'b', 'c'], [[-1.5, undefined, 0]])).toBe('\uFEFFa,b,c\r\n-1.5,,0\r\n');
  });
  it('gives back every text that is no formula exactly as it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { minLength: 2, maxLength: 2 })),
        (rows) => {
          const read = parse(csv(['a', 'b'], rows).slice(1)).slice(1);
          expect(read.map((row) => row.map((text) => text.replace(/^'/, '')))).toEqual(
            rows.map((row) => row.map((text) => text.replace(/^'/, ''))),
          );
        },
      ),
    );
  });
});
