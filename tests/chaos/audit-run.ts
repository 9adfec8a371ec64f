import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import type { Health } from '../../contracts/health.ts';
import { ALARM_QUEUE, QUEUE_PREFIX } from '../../contracts/queues.ts';
import { DEFAULT_UPLINK_SHARDS, LANES, UPLINK_GROUP, uplinkStream } from '../../contracts/uplink.ts';
import type { Store } from '../../store/open-store.ts';
import type { DoubledPlatform } from './doubled-platform.ts';
import { judgeCalls, type Call, type CallsJudged } from './judge-calls.ts';
import { addVerdict, judgeOnce, type Verdict } from './judge-once.ts';
import type { LiveScreen } from './live-screen.ts';
import { CALL_EVERY_S } from './population.ts';
import { pressKey, type Promises } from './promises.ts';

const DEVICES_AT_ONCE = 20;

/** Every acknowledged press is exactly one event of an incident: asks PostgreSQL. */
export async function auditPresses(store: Store, promises: Promises): Promise<Verdict> {
  const rows = await store
    .selectFrom('incident_events as e')
    .innerJoin('incidents as i', 'i.id', 'e.incident_id')
    .innerJoin('homes as h', 'h.id', 'i.home_id')
    .select(['e.device_id', 'e.at'])
    .where('e.type', '=', 'sos')
    .where('h.canary', '=', false)
    .execute();
  const found = new Map<string, number>();
  for (const row of rows) {
    const key = pressKey(row.device_id ?? '', row.at.getTime());
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  const promised = promises.presses.map(({ deviceId, time }) => pressKey(deviceId, time));
  return judgeOnce({ promised, found, mayBe: promises.saidPresses });
}

interface InfluxAnswer {
  results: { series?: { tags: { device: string }; values: [number, number][] }[]; error?: string }[];
}

/** Every acknowledged reading is stored exactly once: asks InfluxDB, by device and `seq`. */
export async function auditReadings(
  influx: { url: string; db: string },
  readings: ReadonlyMap<string, readonly number[]>,
): Promise<Verdict> {
  let sum: Verdict = { promised: 0, kept: 0, lost: [], doubled: [], invented: [] };
  const devices = [...readings];
  for (let from = 0; from < devices.length; from += DEVICES_AT_ONCE) {
    const slice = devices.slice(from, from + DEVICES_AT_ONCE);
    const query = new URLSearchParams({
      db: influx.db,
      q: `select seq from reading where device =~ /^(${slice.map(([id]) => id).join('|')})$/ group by device`,
      epoch: 'ns',
    });
    const answer = await fetch(`${influx.url}/query?${query.toString()}`);
    const [result] = ((await answer.json()) as InfluxAnswer).results;
    if (!answer.ok || result === undefined || result.error !== undefined) {
      throw new Error(`InfluxDB did not answer the audit: ${answer.status} ${result?.error ?? ''}`);
    }
    const stored = new Map(result.series?.map(({ tags, values }) => [tags.device, values]));
    for (const [device, seqs] of slice) {
      const found = new Map<string, number>();
      for (const [, seq] of stored.get(device) ?? []) {
        const id = `${device}:${seq}`;
        found.set(id, (found.get(id) ?? 0) + 1);
      }
      sum = addVerdict(sum, judgeOnce({ promised: seqs.map((seq) => `${device}:${seq}`), found }));
    }
  }
  return sum;
}

/** Whether the incidents that nobody takes have called all the time. */
export async function auditCalls(options: {
  store: Store;
  platform: DoubledPlatform;
  /** who pressed, and since when their incidents are there; epoch ms by the true clock */
  untaken: readonly { deviceId: string; since: number }[];
  until: number;
}): Promise<CallsJudged> {
  const { store, platform, untaken, until } = options;
  // Before the rows are read: what arrives later has a row that was not read.
  const calls: Call[] = [
    ...platform.aliyun.calls.map(({ at, parameters }) => ({ at, notificationId: parameters['OutId'] ?? '' })),
    ...platform.smtp.mails.map(({ at, messageId }) => ({
      at,
      notificationId: messageId.slice(1).split('@')[0] ?? '',
    })),
  ];
  const deviceIds = untaken.map(({ deviceId }) => deviceId);
  const incidents = await store
    .selectFrom('incidents')
    .select(['id', 'device_id'])
    .where('device_id', 'in', deviceIds)
    .execute();
  const ids = incidents.map(({ id }) => id);
  const notifications = await store
    .selectFrom('notifications')
    .select(['id', 'incident_id', 'round'])
    .where('purpose', '=', 'alarm')
    .where('incident_id', 'in', ids.length > 0 ? ids : [''])
    .execute();
  const rounds = await store
    .selectFrom('incident_events')
    .select(['incident_id', 'detail'])
    .where('type', '=', 'escalated')
    .where('incident_id', 'in', ids.length > 0 ? ids : [''])
    .execute();
  return judgeCalls({
    incidents: untaken.map(({ deviceId, since }) => {
      const incidentId = incidents.find((one) => one.device_id === deviceId)?.id ?? `none of ${deviceId}`;
      return {
        incidentId,
        since,
        rounds: rounds
          .filter((row) => row.incident_id === incidentId)
          .map(({ detail }) => detail as { round: number; offset: number }),
      };
    }),
    calls: calls.filter(({ notificationId }) => notifications.some(({ id }) => id === notificationId)),
    roundOf: new Map(
      notifications.map(({ id, incident_id: incidentId, round }) => [id, { incidentId, round }]),
    ),
    everyS: CALL_EVERY_S,
    until,
  });
}

/** What stands still although everything is well: nothing may. */
export async function findStuck(store: Store, redisUrl: string): Promise<string[]> {
  const stuck: string[] = [];
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  const queue = new Queue(ALARM_QUEUE, { connection: redis, prefix: QUEUE_PREFIX });
  queue.on('error', () => undefined);
  try {
    for (let shard = 0; shard < DEFAULT_UPLINK_SHARDS; shard++) {
      for (const lane of LANES) {
        const stream = uplinkStream(shard, lane);
        const [pending] = (await redis.xpending(stream, UPLINK_GROUP).catch(() => [0])) as [number];
        const length = await redis.xlen(stream);
        // Entries of the moment are no backlog: the canary goes on pressing.
        if (pending > 2 || length > 2) stuck.push(`${stream}: ${length} entries, ${pending} pending`);
      }
    }
    const { failed, active, waiting, delayed } = await queue.getJobCounts();
    if ((failed ?? 0) > 0) stuck.push(`${failed} alarms were set aside`);
    const open = (active ?? 0) + (waiting ?? 0) + (delayed ?? 0);
    if (open > 2) stuck.push(`${open} alarms in the queue`);
  } finally {
    await queue.close();
    redis.disconnect();
  }
  const { rows } = await sql<{ what: string; count: string }>`
    select 'deadlines overdue by more than 10 s' as what, count(*) as count
      from deadlines where due_at < clock_timestamp() - interval '10 seconds'
    union all select 'messages to people that wait for more than a minute', count(*)
      from notifications where state in ('queued', 'sending') and due_at < clock_timestamp() - interval '60 seconds'
    union all select 'messages in quarantine', count(*) from quarantine`.execute(store);
  for (const { what, count } of rows) if (Number(count) > 0) stuck.push(`${count} ${what}`);
  return stuck;
}

/** Readings that wait on disk for an InfluxDB that should be well. */
export async function findSpooled({ health }: DoubledPlatform): Promise<string[]> {
  const found = await Promise.all(
    (['ingest-1', 'ingest-2'] as const).map(async (name) => {
      const answer = await fetch(`${health[name]}/readyz`, { signal: AbortSignal.timeout(3_000) }).catch(
        () => undefined,
      );
      const said = (await answer?.json()) as Health | undefined;
      const count = said?.spooledReadings ?? 0;
      const reason = said?.parts.find(({ name: part }) => part === 'influx')?.reason ?? 'no reason given';
      return count > 0 ? [`${count} readings in the spool of ${name}: ${reason}`] : [];
    }),
  );
  return found.flat();
}

/** Where a screen shows something else than the database has: an incident is missing, old, or over. */
export async function compareScreens(store: Store, screens: readonly LiveScreen[]): Promise<string[]> {
  const rows = await store
    .selectFrom('incidents as i')
    .innerJoin('homes as h', 'h.id', 'i.home_id')
    .select(['i.id', 'i.version', 'i.state'])
    .where('h.canary', '=', false)
    .execute();
  const wrong: string[] = [];
  screens.forEach((screen, index) => {
    const { entries } = screen.state();
    const where = `on the screen of console-${index + 1}`;
    for (const { id, version, state } of rows) {
      const shown = entries.get(id)?.incident;
      if (state === 'resolved') {
        if (shown !== undefined && shown.state !== 'resolved')
          wrong.push(`${id} is over, and ${shown.state} ${where}`);
      } else if (shown === undefined) wrong.push(`${id} is missing ${where}`);
      else if (shown.version < version) {
        wrong.push(`${id} has version ${version}, and ${shown.version} ${where}`);
      }
    }
  });
  return wrong;
}
