import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDue } from './is-due.ts';

const last = { sound: 'life', at: 100_000 } as const;

describe('a sound', () => {
  it('starts at once when something begins to ring, and when it becomes more serious', () => {
    expect(isDue({ sound: 'urgent', last: undefined, fresh: true }, 0)).toBe(true);
    expect(isDue({ sound: 'life', last: { sound: 'urgent', at: 99_900 }, fresh: true }, 100_000)).toBe(true);
  });

  it('repeats for as long as nobody has acknowledged, life more often than urgent', () => {
    expect(isDue({ sound: 'life', last, fresh: false }, 103_499)).toBe(false);
    expect(isDue({ sound: 'life', last, fresh: false }, 103_500)).toBe(true);
    expect(isDue({ sound: 'urgent', last: { ...last, sound: 'urgent' }, fresh: false }, 103_500)).toBe(false);
    expect(isDue({ sound: 'urgent', last: { ...last, sound: 'urgent' }, fresh: false }, 107_000)).toBe(true);
  });

  it('is never drowned by its own beginning, however many press at once', () => {
    expect(isDue({ sound: 'life', last, fresh: true }, 100_500)).toBe(false);
    expect(isDue({ sound: 'life', last, fresh: true }, 101_300)).toBe(true);
  });

  it('never falls silent while something rings, whatever the clock does', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('life' as const, 'urgent' as const, 'lost' as const),
        fc.integer({ min: -1e9, max: 1e9 }),
        (sound, drift) => {
          const now = last.at + drift;
          if (drift < 0 || drift >= 10_000)
            expect(isDue({ sound, last: { ...last, sound }, fresh: false }, now)).toBe(true);
        },
      ),
    );
  });

  it('is none when nothing rings', () => {
    expect(isDue({ sound: 'none', last, fresh: false }, 1e9)).toBe(false);
  });
});
