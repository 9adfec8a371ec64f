import { phoneDigits } from '../contracts/phone-digits.ts';
import { DIGITS_MIN, PART_MAX } from './search-keys.ts';
import { searchText } from './search-text.ts';

/** What is looked for, as PostgreSQL's tsquery over the keys of one kind of thing: three, the best match first. */
export interface SearchQuery {
  exact: string;
  prefix: string;
  part: string;
}

/**
 * Every word counts: it fits what they make when joined (`wang xiu` is `wangxiu`), or where each of them is found.
 * @param letter the kind of thing, as its keys start with it
 * @returns undefined when there is nothing in it to look for
 */
export function searchQuery(written: string, letter: string): SearchQuery | undefined {
  const text = searchText(written);
  if (text === '') return undefined;
  const key = (start: string, rest: string, beginning = false) =>
    `'${letter}${start}${rest}'${beginning ? ':*' : ''}`;
  const digits = /^[\d\s()+./-]+$/.test(written.normalize('NFKC')) ? phoneDigits(written) : '';
  const isPhone = digits.length >= DIGITS_MIN;

  const exact = [key('=', text), ...(isPhone ? [key('#=', digits)] : [])].join(' | ');
  const prefix = [key('=', text, true), ...(isPhone ? [key('#=', digits, true)] : [])].join(' | ');
  const words = written.split(/\s+/).map(searchText).filter(Boolean);
  const parts = [
    within(text, (piece) => key('~', piece, true)),
    ...(isPhone ? [within(digits, (piece) => key('#~', piece, true))] : []),
    ...(words.length > 1
      ? [
          words
            .map((word) => `(${key('=', word, true)} | ${within(word, (p) => key('~', p, true))})`)
            .join(' & '),
        ]
      : []),
  ].map((part) => `(${part})`);
  return {
    exact,
    prefix: `(${prefix}) & !(${exact})`,
    part: `(${parts.join(' | ')}) & !(${prefix})`,
  };
}

/** What is longer than what is kept must have both its ends there. */
function within(text: string, key: (piece: string) => string): string {
  const characters = [...text];
  if (characters.length <= PART_MAX) return key(text);
  const ends = [characters.slice(0, PART_MAX), characters.slice(-PART_MAX)];
  return `(${ends.map((end) => key(end.join(''))).join(' & ')})`;
}
