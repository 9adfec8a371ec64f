import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPacer } from './create-pacer.ts';

const FRAME_MS = 16;
let hidden: boolean;
let page: EventTarget;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
  hidden = false;
  page = new EventTarget();
  Object.defineProperty(page, 'hidden', { get: () => hidden });
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', { setTimeout });
  // A page that is not looked at paints no frames: what was promised one never comes.
  vi.stubGlobal('requestAnimationFrame', (paint: () => void) =>
    setTimeout(() => {
      if (!hidden) paint();
    }, FRAME_MS),
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function hide(): void {
  hidden = true;
  page.dispatchEvent(new Event('visibilitychange'));
}

describe('what has changed is drawn', () => {
  it('before the next frame when it is the first for a while: no press waits', () => {
    const draw = vi.fn();
    createPacer()(draw);
    vi.advanceTimersByTime(FRAME_MS);
    expect(draw).toHaveBeenCalledOnce();
  });

  it('ten times a second in a flood, and each of it once', () => {
    const later = createPacer();
    const drawn: number[] = [];
    const start = performance.now();
    // As the store does: it asks again only when what it asked for has come.
    const ask = () => {
      later(() => {
        drawn.push(performance.now() - start);
        ask();
      });
    };
    ask();
    vi.advanceTimersByTime(1_000);
    const gaps = drawn.slice(1).map((at, i) => at - (drawn[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(100 + FRAME_MS);
  });

  it('at once on a page that nobody looks at, which must ring all the same', async () => {
    hide();
    const draw = vi.fn();
    createPacer()(draw);
    await Promise.resolve();
    expect(draw).toHaveBeenCalledOnce();
  });

  it('once, at the moment the tab is put behind another while it waits for a frame', () => {
    const later = createPacer();
    const draw = vi.fn();
    later(draw);
    hide();
    expect(draw).toHaveBeenCalledOnce();
    hidden = false;
    page.dispatchEvent(new Event('visibilitychange'));
    vi.advanceTimersByTime(1_000);
    expect(draw).toHaveBeenCalledOnce();
  });

  it('exactly once each and in the order in which it came, whatever the tab does meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('change', 'wait', 'hide', 'show'), { maxLength: 40 }),
        async (steps) => {
          hidden = false;
          const later = createPacer();
          const drawn: number[] = [];
          let asked = 0;
          let waiting = false;
          for (const step of steps) {
            if (step === 'change' && !waiting) {
              const number = ++asked;
              waiting = true;
              later(() => {
                waiting = false;
                drawn.push(number);
              });
            } else if (step === 'wait') vi.advanceTimersByTime(70);
            else if (step === 'hide') hide();
            else if (step === 'show') {
              hidden = false;
              page.dispatchEvent(new Event('visibilitychange'));
            }
            await Promise.resolve();
          }
          hidden = false;
          vi.advanceTimersByTime(1_000);
          expect(drawn).toEqual(Array.from({ length: asked }, (_, i) => i + 1));
        },
      ),
    );
  });
});
