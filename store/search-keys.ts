import { pinyin } from 'pinyin-pro';
import { phoneDigits } from '../contracts/phone-digits.ts';
import { searchText } from './search-text.ts';

/** How much of what stands behind a place is kept: a longer query is cut into pieces of this length. */
export const PART_MAX = 24;
const WHOLE_MAX = 100;
/** Fewer digits of a telephone number say nothing. */
export const DIGITS_MIN = 3;

/**
 * The keys under which something is found. A key that starts with `=` is the whole of a text, one with `~` is what
 * stands behind some place in it; `#` before them: of a telephone number. Whatever is looked for is the beginning of
 * one of them, so that an index of beginnings finds what stands in the middle too, and two characters are enough.
 */
export type SearchKeys = string[];

/** Of a name: any part of it; its pinyin from any syllable on; any part of its initials. */
export function nameKeys(name: string): SearchKeys {
  const keys = [...textKeys(name)];
  const chinese = [...name].filter((character) => /\p{Script=Han}/u.test(character)).join('');
  if (chinese !== '') {
    // 单 is Shan and 仇 is Qiu when they are surnames.
    const syllables = pinyin(chinese, { toneType: 'none', type: 'array', surname: 'head' });
    const initials = syllables.map((syllable) => searchText(syllable).charAt(0)).join('');
    // 吕 is Lü: whoever has no ü types lv (keyboards) or lu (passports).
    for (const u of ['v', 'u']) {
      keys.push(...fromEach(syllables.map((syllable) => searchText(syllable.replaceAll('ü', u)))));
    }
    keys.push(...fromEach([...initials]));
  }
  return [...new Set(keys)];
}

/** Of an address, a friendly name or a user name: any part of it. */
export function textKeys(text: string): SearchKeys {
  return fromEach([...searchText(text)]);
}

/** Of a telephone number: any three digits or more that follow one another. */
export function phoneKeys(phone: string): SearchKeys {
  const digits = phoneDigits(phone);
  if (digits.length < DIGITS_MIN) return [];
  return fromEach([...digits])
    .filter((key) => key.length > DIGITS_MIN)
    .map((key) => `#${key}`);
}

/** Of an IEEE address: its beginning, with or without `0x`. */
export function ieeeKeys(address: string): SearchKeys {
  const text = searchText(address);
  return [...new Set([`=${text}`, `=${text.replace(/^0x/, '')}`])];
}

function fromEach(pieces: readonly string[]): SearchKeys {
  if (pieces.length === 0) return [];
  const whole = [...pieces.join('')].slice(0, WHOLE_MAX).join('');
  const parts = pieces.slice(1).map((_, index) => {
    const rest = pieces.slice(index + 1, index + 1 + PART_MAX).join('');
    return `~${[...rest].slice(0, PART_MAX).join('')}`;
  });
  return [`=${whole}`, ...parts];
}
