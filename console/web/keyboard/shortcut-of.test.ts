import { describe, expect, it } from 'vitest';
import { shortcutOf, type KeyPress } from './shortcut-of.ts';

const press = (changes: Partial<KeyPress>): KeyPress => ({
  key: 'a',
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  inField: false,
  ...changes,
});

describe('a key press', () => {
  it('is the shortcut of its letter, with caps lock too', () => {
    expect(shortcutOf(press({}))).toBe('acknowledge');
    expect(shortcutOf(press({ key: 'A' }))).toBe('acknowledge');
    expect(shortcutOf(press({ key: '?' }))).toBe('help');
  });
  it('is nothing in a field, while an input method composes, or with a modifier', () => {
    expect(shortcutOf(press({ inField: true }))).toBeUndefined();
    expect(shortcutOf(press({ isComposing: true }))).toBeUndefined();
    expect(shortcutOf(press({ ctrlKey: true }))).toBeUndefined();
    expect(shortcutOf(press({ metaKey: true }))).toBeUndefined();
  });
  it('with the shift key is another one or none: it never acknowledges by a slip', () => {
    expect(shortcutOf(press({ key: 'A', shiftKey: true }))).toBe('showAll');
    expect(shortcutOf(press({ key: 'a', shiftKey: true }))).toBe('showAll');
    expect(shortcutOf(press({ key: 'R', shiftKey: true }))).toBeUndefined();
    expect(shortcutOf(press({ key: '?', shiftKey: true }))).toBe('help');
  });
  it('never repeats while the key is held', () => {
    expect(shortcutOf(press({ repeat: true }))).toBeUndefined();
  });
  it('is nothing for a key that only looks known', () => {
    expect(shortcutOf(press({ key: 'toString' }))).toBeUndefined();
  });
});
