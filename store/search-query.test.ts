import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PART_MAX } from './search-keys.ts';
import { searchQuery } from './search-query.ts';

const anyCharacter = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));

test('whatever is typed, nothing but letters and digits gets into a query', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 100 }), (typed) => {
      const query = searchQuery(typed, 'r');
      if (query === undefined) return;
      for (const part of Object.values({ ...query })) {
        expect(part.replaceAll(/'r#?[=~][\p{L}\p{N}]+'(:\*)?/gu, 'k')).toMatch(/^[k()&|! ]+$/);
      }
    }),
  );
  expect(searchQuery(" '-- ", 'r')).toBeUndefined();
});

test('a number is looked for as a telephone number from three digits on, without its country code', () => {
  expect(searchQuery('12', 'r')?.part).not.toContain('#');
  expect(searchQuery('+86 138-0000', 'r')?.part).toContain("'r#~1380000':*");
  expect(searchQuery('Bridge 138', 'r')?.part).not.toContain('#');
});

test('what is longer than what is kept must have both its ends there', () => {
  const address = '杭州市拱墅区拱宸桥街道丽水路'.repeat(3);
  const pieces = [...(searchQuery(address, 'h')?.part ?? '').matchAll(/'h~(\S+)':\*/g)].map(
    ([, text]) => text,
  );
  expect(pieces).toEqual([address.slice(0, PART_MAX), address.slice(-PART_MAX)]);
});
