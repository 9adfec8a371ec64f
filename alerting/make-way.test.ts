import { describe, expect, it } from 'vitest';
import { createMakeWay } from './make-way.ts';

/** A clock that goes on by so much with every look. */
function clockBy(stepMs: number): () => number {
  let now = 0;
  return () => (now += stepMs);
}

describe('calls', () => {
  it('go at once where single presses come', async () => {
    const looks: number[] = [];
    const clock = clockBy(1);
    const way = createMakeWay(() => {
      looks.push(1);
      return clock();
    });
    way.came(1);
    await way.turn();
    expect(looks.length).toBeLessThan(5);
  });

  it('wait for a crowd to pass', async () => {
    const clock = clockBy(40);
    const way = createMakeWay(clock);
    way.came(100);
    const since = clock();
    await way.turn();
    expect(clock() - since).toBeGreaterThan(200);
  });

  it('have their turn after a second though the crowd does not end', async () => {
    const clock = clockBy(40);
    const way = createMakeWay(clock);
    const coming = setInterval(() => way.came(100), 5);
    way.came(100);
    const since = clock();
    await way.turn();
    clearInterval(coming);
    expect(clock() - since).toBeGreaterThan(900);
    expect(clock() - since).toBeLessThan(10_000);
  });
});
