import type { UplinkMessage } from '../contracts/uplink.ts';

/** What goes into one stream entry. */
export interface ShardBatch {
  shard: number;
  messages: UplinkMessage[];
}

export interface CommitLaneOptions {
  /**
   * Writes one stream entry per batch. Resolves with one answer per batch, in their order: undefined once
   * the entry is durable, else why it is not. Never rejects.
   */
  write: (batches: readonly ShardBatch[]) => Promise<readonly (Error | undefined)[]>;
  /** ms a commit may wait for company while there is load; 0: never */
  lingerMs: number;
  onCommit?: (messages: number, entries: number, ms: number) => void;
  onFailure?: (error: Error) => void;
  /** after a failure: the first commit that went through */
  onRecovery?: () => void;
}

export interface CommitLane {
  /** `done` is called once the message is durable, and never before; it is called in any case, however late. */
  append: (shard: number, message: UplinkMessage, done: () => void) => void;
  /** Redis is back: do not wait for the end of the pause between two attempts. */
  retryNow: () => void;
  /** messages not yet durable */
  waiting: () => number;
  /** since when the commit in flight is in flight or failing, epoch ms; undefined while idle */
  busySince: () => number | undefined;
  /** the last attempt's error; undefined once a commit has gone through */
  failure: () => Error | undefined;
  /** Resolves when nothing is waiting. */
  idle: () => Promise<void>;
  /** Gives up what is still waiting: `done` will not be called, so nothing of it is acknowledged. */
  abandon: () => void;
}

interface Pending extends ShardBatch {
  done: (() => void)[];
  bytes: number;
}

/** One entry is one Redis value and one unit of work for ingest: large enough to be cheap, small enough to be quick. */
const MAX_ENTRY_BYTES = 1 << 20;
const MAX_ENTRY_MESSAGES = 4_096;

/** Below 2,000 messages a second there is nobody worth waiting for. */
const LOAD_WINDOW_MS = 50;
const LOAD_MESSAGES = 100;
const ENOUGH_COMPANY = 256;

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Group commit: what arrives while a commit is in flight becomes the next one. One commit at a time, and
 * what failed is written again before anything newer, so a home's messages stay in order. A commit whose
 * answer was lost is written twice: the log is at-least-once, its readers are idempotent.
 */
export function createCommitLane(options: CommitLaneOptions): CommitLane {
  const { write, lingerMs, onCommit, onFailure, onRecovery } = options;
  let pending: Pending[] = [];
  /** the entry each shard is filling */
  const filling = new Map<number, Pending>();
  let pendingMessages = 0;
  let waiting = 0;
  let running = false;
  let busySince: number | undefined;
  let failure: Error | undefined;
  let abandoned = false;
  let endPause: (() => void) | undefined;
  const idleWaiters: (() => void)[] = [];
  /** by a clock that nobody sets: set back by an hour, the other one would have a commit linger for an hour */
  let firstAt = 0;
  const load = createLoadMeter();

  function append(shard: number, message: UplinkMessage, done: () => void): void {
    const bytes = message.payload.length + message.topic.length + 64;
    let entry = filling.get(shard);
    if (!entry || entry.bytes + bytes > MAX_ENTRY_BYTES || entry.messages.length >= MAX_ENTRY_MESSAGES) {
      entry = { shard, messages: [], done: [], bytes: 0 };
      filling.set(shard, entry);
      pending.push(entry);
    }
    entry.messages.push(message);
    entry.done.push(done);
    entry.bytes += bytes;
    waiting += 1;
    if (pendingMessages++ === 0) firstAt = performance.now();
    load.count();
    if (running) return;
    running = true;
    // Not at once: what the same round of the event loop still brings shall come along.
    setImmediate(() => void run());
  }

  async function run(): Promise<void> {
    while (pending.length > 0 && !abandoned) {
      const linger = lingerFor();
      if (linger > 0) await pause(linger);
      await commit(takeBatch());
    }
    running = false;
    for (const resolve of idleWaiters.splice(0)) resolve();
  }

  function lingerFor(): number {
    if (lingerMs === 0 || pendingMessages >= ENOUGH_COMPANY || !load.isHigh()) return 0;
    return lingerMs - (performance.now() - firstAt);
  }

  /** The oldest entry of each shard; a second one of the same shard waits, or a failure could reorder them. */
  function takeBatch(): Pending[] {
    const batch: Pending[] = [];
    const rest: Pending[] = [];
    const shards = new Set<number>();
    for (const entry of pending) {
      if (shards.has(entry.shard)) {
        rest.push(entry);
        continue;
      }
      shards.add(entry.shard);
      batch.push(entry);
      pendingMessages -= entry.messages.length;
      if (filling.get(entry.shard) === entry) filling.delete(entry.shard);
    }
    pending = rest;
    firstAt = performance.now();
    return batch;
  }

  async function commit(batch: Pending[]): Promise<void> {
    busySince = Date.now();
    let pauseMs = FIRST_PAUSE_MS;
    let open = batch;
    while (open.length > 0 && !abandoned) {
      const startedAt = performance.now();
      const answers = await write(open);
      const failed: Pending[] = [];
      let messages = 0;
      let error: Error | undefined;
      open.forEach((entry, index) => {
        const problem = index < answers.length ? answers[index] : new Error('Redis gave no answer');
        if (problem === undefined) {
          messages += entry.messages.length;
          waiting -= entry.messages.length;
          for (const done of entry.done) done();
        } else {
          error = problem;
          failed.push(entry);
        }
      });
      if (messages > 0) onCommit?.(messages, open.length - failed.length, performance.now() - startedAt);
      if (error !== undefined) {
        failure = error;
        onFailure?.(error);
        if (!abandoned) await pause(pauseMs);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      } else if (failure !== undefined) {
        failure = undefined;
        onRecovery?.();
      }
      open = failed;
    }
    busySince = undefined;
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => endPause?.(), ms);
      endPause = () => {
        clearTimeout(timer);
        endPause = undefined;
        resolve();
      };
    });
  }

  return {
    append,
    retryNow: () => endPause?.(),
    waiting: () => waiting,
    busySince: () => busySince,
    failure: () => failure,
    idle: () => (running ? new Promise((resolve) => idleWaiters.push(resolve)) : Promise.resolve()),
    abandon: () => {
      abandoned = true;
      endPause?.();
    },
  };
}

/** Whether the last whole window was busy: two counters, no timer. */
function createLoadMeter(): { count: () => void; isHigh: () => boolean } {
  let windowStart = 0;
  let inWindow = 0;
  let before = 0;
  const roll = () => {
    const now = performance.now();
    if (now - windowStart < LOAD_WINDOW_MS) return;
    before = now - windowStart < 2 * LOAD_WINDOW_MS ? inWindow : 0;
    inWindow = 0;
    windowStart = now;
  };
  return {
    count: () => {
      roll();
      inWindow += 1;
    },
    isHigh: () => {
      roll();
      return before >= LOAD_MESSAGES;
    },
  };
}
