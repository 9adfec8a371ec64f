import { afterEach, describe, expect, it } from 'vitest';
import { startPlatformClock, type PlatformClock } from './platform-clock.ts';

const T0 = 1_800_000_000_000;
const HOUR = 3_600_000;
const clocks: PlatformClock[] = [];

afterEach(() => clocks.splice(0).forEach((clock) => clock.stop()));

/** A database whose clock can be set, and the true time, which cannot. */
function aWorld() {
  let elapsed = 0;
  let set = 0;
  let total = 0;
  const steps: number[] = [];
  const open = (first = true) => {
    const clock = startPlatformClock({
      read: () => Promise.resolve({ at: T0 + elapsed + set, total }),
      onStep: ({ ms, total: seen }) => {
        if (!first || seen !== total) return Promise.resolve(false);
        steps.push(ms);
        total += ms;
        return Promise.resolve(true);
      },
      monotonic: () => elapsed,
      everyMs: HOUR,
    });
    clocks.push(clock);
    return clock;
  };
  return {
    open,
    steps,
    passes: (ms: number) => (elapsed += ms),
    isSetBy: (ms: number) => (set += ms),
    isDealtWith: (ms: number) => (total += ms),
  };
}

describe('the clock of the platform', () => {
  it('is the database’s, and goes on between two looks although the machine’s own is set', async () => {
    const world = aWorld();
    const clock = world.open();
    await clock.look();
    world.passes(700);
    world.isSetBy(HOUR);
    expect(clock.now()).toBe(T0 + 700);
  });

  it.each([HOUR, -HOUR])('notices that the database’s clock was set by %i ms, once', async (ms) => {
    const world = aWorld();
    const clock = world.open();
    await clock.look();
    world.passes(1_000);
    world.isSetBy(ms);
    await clock.look();
    world.passes(1_000);
    await clock.look();
    expect(world.steps).toEqual([ms]);
    expect(clock.now()).toBe(T0 + 2_000 + ms);
  });

  it('does not take a second process’s look for a second step', async () => {
    const world = aWorld();
    const [one, two] = [world.open(), world.open()];
    await one.look();
    await two.look();
    world.isSetBy(-HOUR);
    await one.look();
    await two.look();
    await one.look();
    expect(world.steps).toEqual([-HOUR]);
  });

  it('does not undo what another process has dealt with, though it saw nothing itself', async () => {
    const world = aWorld();
    const clock = world.open();
    await clock.look();
    world.isDealtWith(HOUR);
    await clock.look();
    await clock.look();
    expect(world.steps).toEqual([]);
  });

  it('keeps to the old time as long as a step is not dealt with', async () => {
    const world = aWorld();
    const clock = world.open(false);
    await clock.look();
    world.passes(1_000);
    world.isSetBy(HOUR);
    await clock.look();
    expect(clock.now()).toBe(T0 + 1_000);
  });

  it('does not take slow answers or a short drift for a step', async () => {
    const world = aWorld();
    const clock = world.open();
    await clock.look();
    world.passes(60_000);
    world.isSetBy(1_500);
    await clock.look();
    expect(world.steps).toEqual([]);
  });
});
