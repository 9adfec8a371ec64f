import type { Redis } from 'ioredis';
import type { Alarm } from '../contracts/alarm.ts';
import type { Logger } from '../service/create-logger.ts';
import type { AppliedAlarm } from '../store/apply-alarm.ts';
import { applyAlarms } from '../store/apply-alarms.ts';
import type { Store } from '../store/open-store.ts';
import type { PlatformClock } from '../store/platform-clock.ts';
import { inBatches, type Batches } from './in-batches.ts';
import type { MakeWay } from './make-way.ts';
import type { Metrics, Stage } from './metrics.ts';
import { publishChanges, publishOpened } from './publish-incidents.ts';
import type { Schedule } from './schedule.ts';

/** An alarm that a worker has in hand; epoch ms. */
export interface AlarmInHand {
  alarm: Alarm;
  handedOverAt: number;
  startedAt: number;
}

export type AlarmBatches = Batches<AlarmInHand, void>;

export interface ApplyBatchOptions {
  store: Store;
  redis: Redis;
  clock: PlatformClock;
  makeWay: Pick<MakeWay, 'came'>;
  /** has the first round of calls made at once */
  schedule: Schedule;
  metrics: Metrics;
  logger: Logger;
}

/** Alarms in one transaction at most: what is opened is seen only when all of them are. */
const MOST = 100;
/** One that the database works on, and one whose incidents are being told. */
const AT_ONCE = 2;

/** Alarms become incidents, many in one transaction, and are told to screens and devices before anybody is called. */
export function openAlarmBatches(options: ApplyBatchOptions): AlarmBatches {
  return inBatches({ work: (batch) => applyBatch(batch, options), most: MOST, atOnce: AT_ONCE });
}

async function applyBatch(
  batch: readonly AlarmInHand[],
  { store, redis, clock, makeWay, schedule, metrics, logger }: ApplyBatchOptions,
): Promise<PromiseSettledResult<void>[]> {
  makeWay.came(batch.length);
  const alarms = batch.map(({ alarm }) => alarm);
  const results = await applyAlarms(store, alarms, clock.now());
  const committedAt = Date.now();
  const applied = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const opened = applied.flatMap((one) => one.opened ?? []);
  const telling = publishOpened(redis, opened);
  void schedule(
    opened.flatMap(({ incident: { id, priority, escalation } }) =>
      escalation === undefined ? [] : [{ incidentId: id, priority, dueAt: Date.parse(escalation.nextAt) }],
    ),
  );
  // What went on, or has joined an incident that may have changed in many ways, is read as it stands now.
  const changed = applied.flatMap(({ outcome, opened, incidentId }) =>
    opened === undefined && outcome !== 'continuing' ? [incidentId] : [],
  );
  await Promise.all([telling, publishChanges(store, redis, [...new Set(changed)])]);

  const publishedAt = Date.now();
  for (const [n, inHand] of batch.entries()) {
    const result = results[n];
    if (result?.status !== 'fulfilled') continue;
    const { alarm } = inHand;
    metrics.alarms.inc({ type: alarm.type, outcome: result.value.outcome });
    if (result.value.outcome === 'continuing') continue;
    observe(metrics, inHand, { committedAt, publishedAt });
    tell(logger, alarm, result.value, publishedAt - alarm.receivedAt);
  }
  return results.map((result) =>
    result.status === 'fulfilled' ? { status: 'fulfilled', value: undefined } : result,
  );
}

function observe(
  metrics: Metrics,
  { alarm, handedOverAt, startedAt }: AlarmInHand,
  { committedAt, publishedAt }: { committedAt: number; publishedAt: number },
): void {
  const stage = (name: Stage, ms: number): void =>
    metrics.stages.observe({ stage: name }, Math.max(0, ms) / 1_000);
  stage('to_queue', handedOverAt - alarm.receivedAt);
  stage('in_queue', startedAt - handedOverAt);
  stage('transaction', committedAt - startedAt);
  stage('publish', publishedAt - committedAt);
  stage('total', publishedAt - alarm.receivedAt);
}

function tell(logger: Logger, alarm: Alarm, { incidentId, outcome }: AppliedAlarm, ms: number): void {
  const { id: alarmId, homeId, type } = alarm;
  logger.info({ incidentId, alarmId, homeId, type, ms }, `alarm ${outcome}`);
}
