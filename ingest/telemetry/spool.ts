import { createReadStream } from 'node:fs';
import {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import { join } from 'node:path';
import { SpoolFullError } from './spool-full-error.ts';

const SEGMENT_BYTES = 64 * 1024 * 1024;
/** What the safety lane may still write when the routine lane may not. */
const SAFETY_RESERVE_BYTES = 64 * 1024 * 1024;

export interface SpoolOptions {
  /** a directory of this process alone (lockSlot) */
  dir: string;
  maxBytes: number;
}

/** Lines as they lie at the head of the spool, and where the reading ended. */
export interface SpooledBatch {
  lines: string;
  count: number;
  end: { segment: number; offset: number };
}

export interface Spool {
  /**
   * Appends whole lines; they are on disk when it resolves. One call at a time.
   * @throws SpoolFullError when there is no room; any other error when the disk refuses
   */
  append(lines: string, count: number, lane: 'safety' | 'routine'): Promise<void>;
  /** The oldest lines, up to about `maxBytes`; undefined when the spool is empty. */
  peek(maxBytes: number): Promise<SpooledBatch | undefined>;
  /** These lines are stored elsewhere now. A crash before this is on disk only writes them twice. */
  advance(batch: SpooledBatch): Promise<void>;
  /** Takes over the segments of a spool whose process is gone. */
  adopt(otherDir: string): Promise<number>;
  readonly lines: number;
  readonly bytes: number;
  readonly isEmpty: boolean;
  hasRoom(lane: 'safety' | 'routine'): boolean;
  close(): Promise<void>;
}

/**
 * A queue of lines on disk that survives kill -9: segment files of whole lines, appended and fsynced, read from
 * the oldest. A torn last line was never acknowledged to anybody and is passed over.
 */
export async function openSpool({ dir, maxBytes }: SpoolOptions): Promise<Spool> {
  await mkdir(dir, { recursive: true });
  /** bytes that are on disk, by segment number, oldest first */
  const segments = new Map<number, number>();
  for (const number of await segmentNumbers(dir)) {
    segments.set(number, (await stat(segmentFile(dir, number))).size);
  }
  let head = await readOffset(dir);
  for (const number of segments.keys()) {
    if (number < head.segment) await dropSegment(number);
  }
  let lines = 0;
  for (const number of segments.keys()) {
    lines += await countLines(segmentFile(dir, number), number === head.segment ? head.offset : 0);
  }
  // What an earlier process left is never appended to: its last line may be torn.
  let current: { number: number; handle: FileHandle } | undefined;
  let busy = false;
  let next = Math.max(head.segment, ...segments.keys(), 0) + 1;

  async function dropSegment(number: number): Promise<void> {
    segments.delete(number);
    await rm(segmentFile(dir, number), { force: true });
  }

  const bytes = () => [...segments.values()].reduce((sum, size) => sum + size, 0) - consumed();
  const consumed = () => (segments.has(head.segment) ? head.offset : 0);
  const limit = (lane: 'safety' | 'routine') =>
    lane === 'safety' ? maxBytes + SAFETY_RESERVE_BYTES : maxBytes;

  async function writable(): Promise<{ number: number; handle: FileHandle }> {
    if (current !== undefined && (segments.get(current.number) ?? 0) < SEGMENT_BYTES) return current;
    await current?.handle.close();
    current = undefined;
    const number = next++;
    const handle = await open(segmentFile(dir, number), 'a');
    current = { number, handle };
    segments.set(number, 0);
    return current;
  }

  async function append(text: string, count: number, lane: 'safety' | 'routine'): Promise<void> {
    const data = Buffer.from(text.endsWith('\n') ? text : `${text}\n`);
    if (bytes() + data.length > limit(lane)) throw new SpoolFullError(dir, maxBytes);
    busy = true;
    const { number, handle } = await writable().catch((error: unknown) => {
      busy = false;
      throw error;
    });
    try {
      await writeWhole(handle, data);
      await handle.datasync();
    } catch (error) {
      // What is half written stays behind in its own segment; the next append starts a new one.
      current = undefined;
      await handle.close().catch(() => undefined);
      throw error;
    } finally {
      busy = false;
    }
    segments.set(number, (segments.get(number) ?? 0) + data.length);
    lines += count;
  }

  async function peek(maxChunk: number): Promise<SpooledBatch | undefined> {
    for (;;) {
      const oldest = segments.keys().next().value;
      if (oldest === undefined) return undefined;
      const offset = oldest === head.segment ? head.offset : 0;
      const size = segments.get(oldest) ?? 0;
      const batch =
        offset < size ? await readLines({ dir, segment: oldest, offset, size, maxChunk }) : undefined;
      if (batch !== undefined) return batch;
      if (oldest === current?.number) return undefined;
      await dropSegment(oldest); // read to its end, or nothing but a torn line is left of it
    }
  }

  async function advance(batch: SpooledBatch): Promise<void> {
    head = batch.end;
    lines = Math.max(0, lines - batch.count);
    await writeOffset(dir, head);
    // The current segment is read to its end: start afresh rather than keep a file of old lines.
    if (head.segment === current?.number && head.offset >= (segments.get(head.segment) ?? 0))
      await leaveCurrent(true);
  }

  /** Never while an append writes to it: its lines are not yet counted in `segments`. */
  async function leaveCurrent(isRead: boolean): Promise<void> {
    if (current === undefined || busy) return;
    const { number, handle } = current;
    current = undefined;
    if (isRead) await dropSegment(number);
    await handle.close();
  }

  async function adopt(otherDir: string): Promise<number> {
    let adopted = 0;
    for (const number of await segmentNumbers(otherDir)) {
      const taken = next++;
      await rename(segmentFile(otherDir, number), segmentFile(dir, taken));
      segments.set(taken, (await stat(segmentFile(dir, taken))).size);
      lines += await countLines(segmentFile(dir, taken), 0);
      adopted += 1;
      await leaveCurrent(false); // appends go on behind what was taken over
    }
    return adopted;
  }

  return {
    append,
    peek,
    advance,
    adopt,
    get lines() {
      return lines;
    },
    get bytes() {
      return bytes();
    },
    get isEmpty() {
      return bytes() <= 0;
    },
    hasRoom: (lane) => bytes() < limit(lane),
    close: async () => {
      await current?.handle.close();
      current = undefined;
    },
  };
}

async function readLines(options: {
  dir: string;
  segment: number;
  offset: number;
  size: number;
  maxChunk: number;
}): Promise<SpooledBatch | undefined> {
  const { dir, segment, offset, size, maxChunk } = options;
  const handle = await open(segmentFile(dir, segment), 'r');
  try {
    const chunk = Buffer.alloc(Math.min(maxChunk, size - offset));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, offset);
    const end = chunk.subarray(0, bytesRead).lastIndexOf(0x0a) + 1;
    if (end === 0) return undefined;
    const whole = chunk.subarray(0, end);
    const text = whole.toString('utf8', 0, end - 1);
    const position = { segment, offset: offset + end };
    if (!whole.includes(0)) return { lines: text, count: countIn(whole), end: position };
    // Zeroed blocks after a power cut are no lines.
    const lines = text.split('\n').filter((line) => line !== '' && !line.includes('\0'));
    return { lines: lines.join('\n'), count: lines.length, end: position };
  } finally {
    await handle.close();
  }
}

async function writeWhole(handle: FileHandle, data: Buffer): Promise<void> {
  for (let at = 0; at < data.length;) at += (await handle.write(data, at)).bytesWritten;
}

async function countLines(file: string, from: number): Promise<number> {
  let count = 0;
  for await (const chunk of createReadStream(file, { start: from, highWaterMark: 1024 * 1024 })) {
    count += countIn(chunk as Buffer);
  }
  return count;
}

function countIn(bytes: Buffer): number {
  let count = 0;
  for (let at = -1; (at = bytes.indexOf(0x0a, at + 1)) >= 0;) count += 1;
  return count;
}

function segmentFile(dir: string, number: number): string {
  return join(dir, `${String(number).padStart(12, '0')}.lines`);
}

async function segmentNumbers(dir: string): Promise<number[]> {
  const names = await readdir(dir);
  return names
    .filter((name) => /^\d{12}\.lines$/.test(name))
    .map((name) => Number(name.slice(0, 12)))
    .sort((a, b) => a - b);
}

async function readOffset(dir: string): Promise<{ segment: number; offset: number }> {
  const text = await readFile(join(dir, 'offset'), 'utf8').catch(() => '');
  const [segment, offset] = text.split(' ').map(Number);
  return Number.isInteger(segment) && Number.isInteger(offset)
    ? { segment: segment ?? 0, offset: offset ?? 0 }
    : { segment: 0, offset: 0 };
}

async function writeOffset(
  dir: string,
  { segment, offset }: { segment: number; offset: number },
): Promise<void> {
  await writeFile(join(dir, 'offset.new'), `${segment} ${offset}`);
  await rename(join(dir, 'offset.new'), join(dir, 'offset'));
}
