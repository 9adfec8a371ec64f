import { describe, expect, it } from 'vitest';
import { ALARM_TYPES } from '../../../contracts/alarm.ts';
import { ANSWER_RESULTS, ANSWERS } from '../../../contracts/answer.ts';
import { CONDITIONS } from '../../../contracts/answer-words.ts';
import { DISPOSITIONS } from '../../../contracts/incident.ts';
import { RELATIONS } from '../../../contracts/people.ts';
import { fill, WORDS } from './words.ts';

const leaves = (tree: object, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[path + key, value] as [string, string]]
      : leaves(value as object, `${path}${key}.`),
  );
const holes = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

describe('the two languages of the page for those who were called', () => {
  const english = new Map(leaves(WORDS.en));
  const chinese = new Map(leaves(WORDS['zh-CN']));

  it('have the same keys, no empty text and the same placeholders', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of english) {
      expect(text, key).not.toBe('');
      expect(chinese.get(key), key).not.toBe('');
      expect(holes(chinese.get(key) ?? ''), key).toEqual(holes(text));
    }
  });

  it('never leave English words in the Chinese', () => {
    for (const [key, text] of chinese)
      expect(text.replace(/\{\{\w+\}\}/g, ''), key).not.toMatch(/[A-Za-z]{2,}/);
  });

  it('name every alarm, answer, outcome, relation, disposition and result', () => {
    const words = WORDS.en;
    expect(Object.keys(words.happened)).toEqual([...ALARM_TYPES]);
    expect([...Object.keys(words.answer), 'outcome'].sort()).toEqual([...ANSWERS].sort());
    expect(Object.keys(words.condition)).toEqual([...CONDITIONS]);
    expect(Object.keys(words.relation)).toEqual([...RELATIONS]);
    expect(Object.keys(words.disposition)).toEqual([...DISPOSITIONS]);
    expect(Object.keys(words.result)).toEqual([...ANSWER_RESULTS]);
  });

  it('fill in what is given and leave no hole', () => {
    expect(fill('{{a}} and {{b}}', { a: '1' })).toBe('1 and ');
  });
});
