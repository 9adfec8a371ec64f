import { defineCommand } from 'citty';
import type { Step } from '../../contracts/policy.ts';
import { pollUntil } from '../../standalone/poll-until.ts';
import { memoryOf } from '../side-by-side/meter.ts';
import { startCallingPlatform, type CallingPlatform } from './calling-platform.ts';
import { arrivalsOf } from './measure-rounds.ts';
import { percentiles } from './percentiles.ts';

const toAll = (every: number): Step[] => [
  {
    after: 0,
    targets: [{ kind: 'contact', relations: ['family'], pick: 'all' }],
    channels: ['sms'],
    repeat: { every },
  },
];
const PATIENCE_MS = 300_000;

/** Many incidents at once, each with several people to reach, while urgent messages already wait in the queues. */
async function callMany(homes: number, contacts: number, providerMs: number): Promise<void> {
  const platform = await startCallingPlatform();
  try {
    // So slow that the urgent ones pile up; as fast as usual again when lives are at stake.
    platform.aliyun.behave({ is: 'well', afterMs: 3_000 });
    // Nothing repeats while it is measured.
    await platform.setPolicy(1, toAll(300));
    await platform.setPolicy(2, toAll(3_600));
    const calm = await platform.registerHomes({ homes: Math.ceil(homes / 2), contacts });
    const urgent = await platform.registerHomes({ homes, contacts });
    await platform.press(calm, 'door');
    await pollUntil(async () => (await countRows(platform, 2)) === calm.length * contacts, {
      timeoutMs: PATIENCE_MS,
    });
    const waiting = calm.length * contacts - arrivalsOf(platform).length;

    platform.aliyun.behave({ is: 'well', afterMs: providerMs });
    const pressedAt = Date.now();
    await platform.press(urgent);
    await pollUntil(async () => (await firstCalls(platform)).size === homes * contacts, {
      timeoutMs: PATIENCE_MS,
      everyMs: 500,
    });
    const first = await firstCalls(platform);
    const times = [...first.values()].map((at) => at - pressedAt);
    const lastAt = pressedAt + Math.max(...times);
    const before = new Set(first.keys());
    const calmSent = arrivalsOf(platform).filter(
      ({ at, notificationId }) => at >= pressedAt && at <= lastAt && !before.has(notificationId),
    ).length;
    const memory = platform.workers.map(({ pid }) => Math.round(memoryOf([pid]).peak)).join(', ');
    console.log(`${homes} incidents, ${contacts} contacts each; the provider answers after ${providerMs} ms`);
    console.log(
      `time from the press to each person's first message, p50 / p99 / max: ${percentiles(times)} ms`,
    );
    console.log(
      `of which until the calls were written down, p50 / p99 / max: ${await written(platform, pressedAt)} ms`,
    );
    console.log(`everyone's first message has left after ${Math.max(...times)} ms`);
    console.log(
      `messages of urgent incidents that waited when it began: ${waiting}; of these left meanwhile: ${calmSent}`,
    );
    console.log(
      `wait between being written down and arriving, p50 / p99 / max, life safety: ${await waits(platform, 1)} ms`,
    );
    console.log(`the same, urgent: ${await waits(platform, 2)} ms`);
    console.log(`peak memory of alerting: ${memory} MiB`);
    const all = arrivalsOf(platform).map(({ notificationId }) => notificationId);
    console.log(`doubled messages: ${all.length - new Set(all).size}`);
  } finally {
    await platform.stop();
  }
}

/** Where the time goes: before the round is written, or between that and the provider. */
async function written({ store }: CallingPlatform, pressedAt: number): Promise<string> {
  const rows = await store
    .selectFrom('notifications')
    .select('created_at')
    .where('priority', '=', 1)
    .where('round', '=', 0)
    .execute();
  return percentiles(rows.map((row) => row.created_at.getTime() - pressedAt));
}

/** What overtakes what: how long messages of this priority stood in the queue, with the provider's answer. */
async function waits(platform: CallingPlatform, priority: 1 | 2): Promise<string> {
  const rows = await platform.store
    .selectFrom('notifications')
    .select(['id', 'created_at'])
    .where('priority', '=', priority)
    .where('round', '=', 0)
    .execute();
  const written = new Map(rows.map((row) => [row.id, row.created_at.getTime()]));
  return percentiles(
    arrivalsOf(platform).flatMap(({ notificationId, at }) => {
      const since = written.get(notificationId);
      return since === undefined ? [] : [at - since];
    }),
  );
}

async function countRows({ store }: CallingPlatform, priority: 1 | 2): Promise<number> {
  const rows = await store
    .selectFrom('notifications')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('priority', '=', priority)
    .executeTakeFirstOrThrow();
  return Number(rows.count);
}

/** When each life-safety notification of the first round arrived, epoch ms. */
async function firstCalls(platform: CallingPlatform): Promise<Map<string, number>> {
  const rows = await platform.store
    .selectFrom('notifications')
    .select('id')
    .where('priority', '=', 1)
    .where('round', '=', 0)
    .execute();
  const ids = new Set(rows.map(({ id }) => id));
  const first = new Map<string, number>();
  for (const { notificationId, at } of arrivalsOf(platform)) {
    if (ids.has(notificationId) && !first.has(notificationId)) first.set(notificationId, at);
  }
  return first;
}

export const manyCommand = defineCommand({
  meta: {
    name: 'many',
    description:
      'Many incidents at once: how long until everyone was told, and that life safety overtakes the rest',
  },
  args: {
    homes: { type: 'string', default: '1000', description: 'incidents' },
    contacts: { type: 'string', default: '5', description: 'people to reach for each' },
    provider: { type: 'string', default: '50', description: 'ms that the provider takes to answer' },
  },
  run: async ({ args }) => callMany(Number(args.homes), Number(args.contacts), Number(args.provider)),
});
