import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOfKey, answerOfText } from './answer-keys.ts';

describe('a key pressed in a call', () => {
  it('says going, cannot or false alarm, and any other key says nothing', () => {
    expect(['1', '2', '3'].map((key) => answerOfKey(key)?.answer)).toEqual([
      'going',
      'cannot',
      'false_alarm',
    ]);
    for (const key of ['', '0', '4', '9', '*', '#', 'toString', '__proto__'])
      expect(answerOfKey(key)).toBeUndefined();
  });
});

describe('a text message back', () => {
  it.each([' 1 ', '１', '【1】', '1。', '"1"', '1!'])('is understood as a digit in %j', (text) => {
    expect(answerOfText(text)).toEqual({ answer: 'going' });
  });

  it.each(['3分钟到', '10', '12', '1 2', '收到', '', '我去', '2楼?', '13800001111'])(
    'is not made an answer of in %j',
    (text) => {
      expect(answerOfText(text)).toBeUndefined();
    },
  );

  it('never throws and never answers where a letter or a second digit stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        if (answerOfText(text) === undefined) return;
        expect(text.normalize('NFKC').match(/[\p{L}\p{N}]/gu)).toHaveLength(1);
      }),
    );
  });
});
