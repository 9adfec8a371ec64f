import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ieeeKeys, nameKeys, PART_MAX, phoneKeys, textKeys } from './search-keys.ts';
import { searchText } from './search-text.ts';

const anyCharacter = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));

/** As the index looks: what is typed is the beginning of a key, whole or part. */
const finds = (keys: readonly string[], typed: string): boolean => {
  const text = searchText(typed);
  return (
    text !== '' && keys.some((key) => /^#?[=~]/.test(key) && key.replace(/^#?[=~]/, '').startsWith(text))
  );
};
const phoneFinds = (phone: string, digits: string) =>
  phoneKeys(phone).some((key) => key.slice(2).startsWith(digits));

const SYLLABLES = {
  王: 'wang',
  秀: 'xiu',
  英: 'ying',
  李: 'li',
  国: 'guo',
  强: 'qiang',
  陈: 'chen',
  玉: 'yu',
};
const chineseName = fc.array(fc.constantFrom(...Object.keys(SYLLABLES)), { minLength: 2, maxLength: 4 });

describe('a Chinese name is found', () => {
  it('by its pinyin, with spaces or without, and by its initials', () => {
    for (const typed of ['王秀英', '秀英', '英', 'wangxiuying', 'Wang Xiu', 'wxy', 'xy', 'xiuying', 'WXY']) {
      expect(finds(nameKeys('王秀英'), typed), typed).toBe(true);
    }
    for (const typed of ['王英', 'wangying', 'wy', 'angxiu']) {
      expect(finds(nameKeys('王秀英'), typed), typed).toBe(false);
    }
  });
  it('by how a surname is read, not by how the character is read elsewhere', () => {
    const read = {
      单秀英: 'shanxiuying',
      曾国强: 'zengguoqiang',
      仇玉: 'qiuyu',
      解强: 'xieqiang',
      尉迟强: 'yuchi',
    };
    for (const [name, typed] of Object.entries(read)) expect(finds(nameKeys(name), typed), name).toBe(true);
    expect(finds(nameKeys('单秀英'), 'dan')).toBe(false);
    expect(finds(nameKeys('曾国强'), 'ceng')).toBe(false);
    expect(finds(nameKeys('仇玉'), 'chou')).toBe(false);
  });
  it('by lv, lu and lü', () => {
    for (const typed of ['lvbu', 'lubu', 'lübu', 'Lü Bu', 'lb'])
      expect(finds(nameKeys('吕布'), typed)).toBe(true);
  });
  it('by any part of it, by its pinyin from any syllable on, and by any part of its initials', () => {
    fc.assert(
      fc.property(chineseName, fc.nat(), fc.nat(), (characters, a, b) => {
        const from = a % characters.length;
        const to = from + 1 + (b % (characters.length - from));
        const keys = nameKeys(characters.join(''));
        const syllables = characters.map((character) => SYLLABLES[character as keyof typeof SYLLABLES]);
        expect(finds(keys, characters.slice(from, to).join(''))).toBe(true);
        const pinyin = syllables.slice(from).join('');
        expect(finds(keys, pinyin.slice(0, 1 + (b % Math.min(pinyin.length, PART_MAX))))).toBe(true);
        expect(
          finds(
            keys,
            syllables
              .slice(from, to)
              .map((syllable) => syllable[0])
              .join(''),
          ),
        ).toBe(true);
      }),
    );
  });
});

describe('anything else is found', () => {
  it('by any part of an address, as long as what is kept', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter, minLength: 1, maxLength: 80 }),
        fc.nat(),
        fc.nat(),
        (address, a, b) => {
          const text = [...searchText(address)];
          fc.pre(text.length > 0);
          const from = a % text.length;
          const length = 1 + (b % Math.min(PART_MAX, text.length - from));
          expect(finds(textKeys(address), text.slice(from, from + length).join(''))).toBe(true);
        },
      ),
    );
  });
  it('by any three digits or more of a telephone number, however it is written', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^1\d{10}$/), fc.nat(), fc.nat(), (digits, a, b) => {
        const from = a % (digits.length - 2);
        const length = 3 + (b % (digits.length - from - 2));
        const written = `+86 ${digits.slice(0, 3)}-${digits.slice(3, 7)} ${digits.slice(7)}`;
        expect(phoneFinds(written, digits.slice(from, from + length))).toBe(true);
      }),
    );
    expect(phoneKeys('12')).toEqual([]);
  });
  it('by the beginning of an IEEE address, with 0x or without', () => {
    expect(finds(ieeeKeys('0x00158d0001a2b3c4'), '0x00158D')).toBe(true);
    expect(finds(ieeeKeys('0x00158d0001a2b3c4'), '00158d0001')).toBe(true);
    expect(finds(ieeeKeys('0x00158d0001a2b3c4'), 'b3c4')).toBe(false);
  });
  it('in any way of writing it, and never by nothing', () => {
    expect(searchText('Ｗａｎｇ　Xiù-Yīng·３')).toBe('wangxiuying3');
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        expect(searchText(searchText(text))).toBe(searchText(text));
        expect(searchText(text)).toMatch(/^[\p{L}\p{N}]*$/u);
      }),
    );
    expect(nameKeys('·—')).toEqual([]);
  });
});
