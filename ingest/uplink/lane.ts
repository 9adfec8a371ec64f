import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Alarm } from '../../contracts/alarm.ts';
import { unpackUplink, uplinkStream, type Lane } from '../../contracts/uplink.ts';
import type { Logger } from '../../service/create-logger.ts';
import type { QuarantinedMessage } from '../../store/quarantine.ts';
import type { DeviceDirectory } from '../device-directory.ts';
import { handOverAlarms } from '../hand-over-alarms.ts';
import type { DeviceStatusKeeper } from '../keep-device-status.ts';
import type { IngestMetrics } from '../metrics.ts';
import type { QuarantineWriter } from '../quarantine-writer.ts';
import { retry } from '../retry.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { createAcknowledger } from './acknowledger.ts';
import { loadAlarmState, saveAlarmState, type AlarmState } from './alarm-state.ts';
import { positionText } from './log-position.ts';
import { ensureGroup, readEntries, type RawEntry } from './read-entries.ts';
import { stepAsideEvery } from './step-aside.ts';
import { findClients, workOff, type UnpackedEntry, type WorkedOff } from './work-off.ts';

export interface LaneOptions {
  shard: number;
  lane: Lane;
  /** a connection of this lane alone, for the blocking read */
  reader: Redis;
  redis: Redis;
  queue: Queue<Alarm>;
  directory: DeviceDirectory;
  telemetry: Telemetry;
  quarantine: QuarantineWriter;
  markClocksAhead: (deviceIds: ReadonlySet<string>) => void;
  status: Pick<DeviceStatusKeeper, 'note'>;
  logger: Logger;
  metrics: IngestMetrics;
}

export interface RunningLane {
  /** why alarms of this lane do not get through just now, if they do not */
  blocked(): 'postgres' | 'redis' | undefined;
  stop(): Promise<void>;
}

const ENTRIES_AT_ONCE: Record<Lane, number> = { safety: 64, routine: 16 };
/** Routine work steps aside after so many messages, so that a press in the other lane never waits for a batch of readings. */
const STEP_ASIDE_AFTER: Record<Lane, number> = { safety: 1_000, routine: 100 };
/** Nothing urgent is in the routine lane, and every read costs Redis a write to its disk: reads wait for company. */
const READ_EVERY_MS: Record<Lane, number> = { safety: 0, routine: 10 };
/** Alarms of several entries are handed over together; an alarm waits for the judging of so many messages at most. */
const TOGETHER = 500;
const IN_FLIGHT_BYTES = 32 * 1024 * 1024;
const BLOCK_MS = 1_000;
const PAUSE_MS = 200;
/** How long what was left behind (spool full, database away for long) waits before it is read again. */
const LEFT_BEHIND_MS = 2_000;
const LEFT_BEHIND_MAX_MS = 60_000;
/** While nothing is in hand nothing may be pending: looked at this often, whatever the reason could be. */
const LOOK_BACK_MS = 5_000;

/**
 * Works one lane of one shard off, in order: devices → decode → detect → alarms into the queue → memory made
 * durable → readings stored → acknowledged. What an entry needs before it may be acknowledged runs beside the
 * reading of the next, so that a slow InfluxDB never delays an alarm.
 */
export function startLane(options: LaneOptions): RunningLane {
  const { shard, lane, reader, redis, queue, directory, telemetry, quarantine, status, logger, metrics } =
    options;
  const stream = uplinkStream(shard, lane);
  const stopping = new AbortController();
  const { signal } = stopping;
  const inFlight = new Set<string>();
  const settling = new Set<Promise<void>>();
  const acknowledge = createAcknowledger({
    redis,
    stream,
    signal,
    onError: (error) =>
      logger.warn({ err: error, shard, lane }, 'entries cannot be acknowledged; trying again'),
  });
  const stepAside = stepAsideEvery(STEP_ASIDE_AFTER[lane]);
  let inFlightBytes = 0;
  // Waits are by a clock that nobody sets: set back by an hour, the other one would make them an hour longer.
  let leftBehindAt: number | undefined;
  let patience = LEFT_BEHIND_MS;
  let failedReads = 0;
  let lookedAt = 0;
  let blocked: 'postgres' | 'redis' | undefined = 'redis';

  const insist = <T>(part: 'postgres' | 'redis', what: string, work: () => Promise<T>): Promise<T> =>
    retry(work, {
      signal,
      onError: (error) => {
        if (blocked !== part)
          logger.warn({ err: error, shard, lane }, `${what}; trying again until it works`);
        blocked = part;
      },
    }).then((result) => {
      if (blocked === part) blocked = undefined;
      return result;
    });

  async function run(): Promise<void> {
    const state = await insist('redis', 'what was said before cannot be loaded', async () => {
      await ensureGroup(redis, stream);
      return loadAlarmState(redis, shard, lane, Date.now());
    });
    await readPending(state);
    while (!signal.aborted) {
      if (
        leftBehindAt !== undefined &&
        performance.now() - leftBehindAt > patience &&
        telemetry.state().hasRoom
      ) {
        leftBehindAt = undefined;
        patience = Math.min(patience * 2, LEFT_BEHIND_MAX_MS);
        await readPending(state);
      } else if (leftBehindAt === undefined && settling.size === 0) {
        patience = LEFT_BEHIND_MS;
      }
      if (isFull()) {
        await Promise.race([sleep(PAUSE_MS), ...settling]);
        continue;
      }
      if (settling.size === 0 && performance.now() - lookedAt > LOOK_BACK_MS) await readPending(state);
      const before = failedReads;
      const began = performance.now();
      const entries = await read('>', BLOCK_MS);
      // A reply that was lost on the way had delivered its entries: they are pending, and come first.
      if (failedReads !== before) await readPending(state);
      else if (entries.length > 0) await process(entries, state);
      const early =
        entries.length < ENTRIES_AT_ONCE[lane] ? began + READ_EVERY_MS[lane] - performance.now() : 0;
      if (early > 0) await sleep(early);
    }
  }

  /** Memory is bounded. A full spool stops the routine lane; the safety lane goes on and leaves its readings in the log. */
  function isFull(): boolean {
    return inFlightBytes >= IN_FLIGHT_BYTES || (lane === 'routine' && !telemetry.state().hasRoom);
  }

  async function readPending(state: AlarmState): Promise<void> {
    lookedAt = performance.now();
    for (let after = '0'; !signal.aborted;) {
      const entries = await read(after);
      const last = entries.at(-1);
      if (last === undefined) return;
      after = last.id;
      await process(
        entries.filter(({ id }) => !inFlight.has(id)),
        state,
      );
      // To the end, even where readings cannot be kept: the alarms of later entries must not wait for them.
      while (inFlightBytes >= IN_FLIGHT_BYTES && !signal.aborted)
        await Promise.race([sleep(PAUSE_MS), ...settling]);
    }
  }

  async function read(after: string, blockMs?: number): Promise<RawEntry[]> {
    const count = ENTRIES_AT_ONCE[lane];
    return insist('redis', 'the uplink log cannot be read', async () => {
      try {
        const more = blockMs === undefined ? {} : { blockMs };
        return await readEntries({ redis: reader, stream, after, count, ...more });
      } catch (error) {
        failedReads += 1;
        if (!signal.aborted && String(error).includes('NOGROUP')) await ensureGroup(redis, stream);
        throw error;
      }
    });
  }

  async function process(raw: readonly RawEntry[], state: AlarmState): Promise<void> {
    const entries = raw.map((entry) => ({ ...unpack(entry), bytes: entry.packed?.length ?? 0 }));
    const clients = await insist('postgres', 'a device is not remembered and the database is away', () =>
      findClients(directory, entries, performance.now()),
    );
    let together: { entry: (typeof entries)[number]; done: WorkedOff }[] = [];
    let messages = 0;
    for (const [index, entry] of entries.entries()) {
      const done = await workOff({ shard, lane, entry, clients, state, metrics, status, stepAside });
      together.push({ entry, done });
      messages += entry.messages.length;
      if (messages < TOGETHER && index < entries.length - 1) continue;
      await handOver(entry.id, together, state);
      for (const { entry, done } of together) {
        if (done.clocksAhead.size > 0) options.markClocksAhead(done.clocksAhead);
        settle(entry, done.lines, [...done.quarantine, ...entry.corrupt]);
      }
      together = [];
      messages = 0;
    }
  }

  /** What some entries have of alarms goes to the queue, then what was learnt from them is remembered: two writes for all. */
  async function handOver(
    last: string,
    together: readonly { done: WorkedOff }[],
    state: AlarmState,
  ): Promise<void> {
    const alarms = together.flatMap(({ done }) => done.alarms);
    if (alarms.length > 0) {
      await insist('redis', 'alarms cannot be handed over', () => handOverAlarms(queue, alarms));
      const now = Date.now();
      for (const alarm of alarms) {
        metrics.alarms.inc({ type: alarm.type, test: String(alarm.test) });
        metrics.handOver.observe(Math.max(0, now - alarm.receivedAt) / 1000);
      }
    }
    // After the alarms: a crash between the two hands them over again, with the same ids.
    const changed = new Map(together.flatMap(({ done }) => [...done.changed]));
    if (changed.size === 0) return;
    state.handedOver = last;
    await insist('redis', 'what was said cannot be remembered', () =>
      saveAlarmState({ redis, shard, lane, changed, handedOver: last }),
    );
  }

  function settle(
    entry: UnpackedEntry & { bytes: number },
    lines: string[],
    odd: QuarantinedMessage[],
  ): void {
    inFlight.add(entry.id);
    inFlightBytes += entry.bytes;
    const work = Promise.all([telemetry.write(lines, lane), quarantine.write(odd)])
      .then(
        () => acknowledge(entry.id),
        (error: unknown) => {
          if (leftBehindAt === undefined && !signal.aborted) {
            logger.warn(
              { err: error, shard, lane },
              'readings stay in the uplink log until they can be kept',
            );
          }
          leftBehindAt = performance.now();
        },
      )
      .catch(() => undefined) // stopped meanwhile: whoever takes the shard next finds the entry pending
      .finally(() => {
        inFlight.delete(entry.id);
        inFlightBytes -= entry.bytes;
        settling.delete(work);
      });
    settling.add(work);
  }

  function unpack({ id, packed }: RawEntry): UnpackedEntry & { corrupt: QuarantinedMessage[] } {
    if (packed === undefined) return { id, messages: [], corrupt: [] };
    try {
      return { id, messages: unpackUplink(packed), corrupt: [] };
    } catch (error) {
      logger.warn(
        { err: error, shard, lane, entry: id },
        'an entry of the uplink log is corrupt: it is quarantined whole',
      );
      const corrupt: QuarantinedMessage = {
        id: positionText({ shard, lane, entry: id, index: 0 }),
        receivedAt: new Date(Number(id.split('-')[0])),
        clientId: '',
        topic: '',
        payload: packed,
        code: 'corrupt_entry',
        detail: `The entry ${id} of ${stream} cannot be unpacked. Broker and ingest must be of the same version.`,
      };
      return { id, messages: [], corrupt: [corrupt] };
    }
  }

  /** An error nobody foresaw must not end the lane: it begins again from what is durable. */
  async function runOn(): Promise<void> {
    while (!signal.aborted) {
      try {
        await run();
      } catch (error) {
        if (signal.aborted) return;
        logger.error(
          { err: error, shard, lane },
          'a lane failed and begins again: report this, with the log',
        );
        await Promise.all(settling);
        await sleep(LEFT_BEHIND_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
  const running = runOn();

  return {
    blocked: () => blocked,
    stop: async () => {
      stopping.abort();
      reader.disconnect();
      await running;
      await Promise.race([Promise.all(settling), sleep(3_000)]);
    },
  };
}
