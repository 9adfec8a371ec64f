import { describe, expect, it } from 'vitest';
import { createSeenStore } from './seen-store.ts';

function aStorage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

describe('what an operator has seen', () => {
  it('is kept over a reload, and is nobody else’s', () => {
    const storage = aStorage();
    createSeenStore(storage, 'li').note('i1', 2);
    expect(createSeenStore(storage, 'li').read()).toEqual(new Map([['i1', 2]]));
    expect(createSeenStore(storage, 'wang').read().size).toBe(0);
  });

  it('is told when it changes, not when the same is opened again', () => {
    const seen = createSeenStore(aStorage(), 'li');
    let told = 0;
    seen.subscribe(() => (told += 1));
    seen.note('i1', 1);
    seen.note('i1', 1);
    seen.note('i1', 2);
    expect(told).toBe(2);
  });

  it('is nothing where the storage holds rubbish: a mark too many, never one too few', () => {
    for (const rubbish of ['{', '7', '[["a"],[1,2],null]']) {
      const storage = aStorage();
      storage.setItem('li', rubbish);
      expect(createSeenStore(storage, 'li').read().size).toBe(0);
    }
  });
});
