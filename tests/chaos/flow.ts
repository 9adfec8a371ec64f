import type { Socket } from 'node:net';
import type { Random } from '../../device-sim/seeded-random.ts';
import type { ProxyMood } from './proxy-mood.ts';

/** One direction of a connection. */
export interface Flow {
  behave(mood: ProxyMood): void;
}

/** Of so many segments one is halved: connections get somewhere before they break. */
const HALVED_ONE_IN = 20;
/** What stands still in our memory is bounded: beyond it the sender feels it, as on a real network. */
const HELD_BYTES = 1 << 20;

/**
 * Passes bytes from one socket to the other, in their order. What waits here when the sender closes is still delivered
 * afterwards: that is how a connection's last words come after the first ones of the connection that replaced it.
 * @param end cuts both directions at once
 */
export function openFlow(options: { from: Socket; to: Socket; random: Random; end: () => void }): Flow {
  const { from, to, random, end } = options;
  const held: { chunk: Buffer; due: number }[] = [];
  let heldBytes = 0;
  let mood: ProxyMood = { is: 'well' };
  let ended = false;
  /** half of a segment was delivered, and nothing will ever come after it */
  let dead = false;
  let timer: NodeJS.Timeout | undefined;

  from.on('data', (chunk) => {
    if (dead) return;
    if (mood.is === 'halve' && chunk.length > 1 && random() * HALVED_ONE_IN < 1) {
      dead = true;
      to.write(chunk.subarray(0, chunk.length >> 1));
      // Sometimes it breaks, sometimes it only falls silent until the fault is over.
      if (random() < 0.5) setImmediate(end);
      return;
    }
    if (held.length === 0 && (mood.is === 'well' || mood.is === 'halve')) return deliver(chunk);
    heldBytes += chunk.length;
    held.push({ chunk, due: mood.is === 'delay' ? performance.now() + mood.ms : 0 });
    if (heldBytes > HELD_BYTES) from.pause();
    schedule();
  });
  from.once('end', () => {
    ended = true;
    if (held.length === 0) finish();
  });
  from.once('close', () => {
    ended = true;
    if (held.length === 0) finish();
  });
  to.on('drain', () => from.resume());
  to.once('close', () => {
    clearTimeout(timer);
    held.length = 0;
    // A reader that is gone is told to the writer, as the kernel would.
    if (!from.destroyed) from.destroy();
  });

  function deliver(chunk: Buffer): void {
    if (!to.destroyed && !to.write(chunk)) from.pause();
  }

  function finish(): void {
    if (dead || to.destroyed) return;
    // A connection that was reset is reset on the other side too, once all that was said has been delivered.
    if (from.errored) to.resetAndDestroy();
    else to.end();
  }

  /** Delivers what is due, and comes back for the rest. */
  function schedule(): void {
    clearTimeout(timer);
    if (mood.is === 'reorder') return;
    const now = performance.now();
    while (held[0] !== undefined && held[0].due <= now) {
      const { chunk } = held.shift() ?? { chunk: Buffer.alloc(0) };
      heldBytes -= chunk.length;
      deliver(chunk);
    }
    const first = held[0];
    if (first !== undefined) timer = setTimeout(schedule, first.due - now);
    else {
      if (!to.writableNeedDrain) from.resume();
      if (ended) finish();
    }
  }

  return {
    behave: (next) => {
      mood = next;
      if (next.is === 'well') for (const one of held) one.due = 0;
      schedule();
    },
  };
}
