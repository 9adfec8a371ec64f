import { describe, expect, it } from 'vitest';
import { digitOf, type DigitPress } from './digit-of.ts';

const press = (key: string, changes: Partial<DigitPress> = {}): DigitPress => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  isComposing: false,
  ...changes,
});

describe('a digit', () => {
  it('is 1 to 9, and nothing else', () => {
    expect(['1', '5', '9'].map((key) => digitOf(press(key)))).toEqual([1, 5, 9]);
    for (const key of ['0', 'a', 'F1', '12', '一']) expect(digitOf(press(key)), key).toBeUndefined();
  });

  it('does not ring anybody when it switches a tab, is held down, or picks a Chinese character', () => {
    for (const changes of [
      { ctrlKey: true },
      { altKey: true },
      { metaKey: true },
      { repeat: true },
      { isComposing: true },
    ])
      expect(digitOf(press('1', changes))).toBeUndefined();
  });
});
