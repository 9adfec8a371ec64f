import { defineCommand } from 'citty';
import type { Step } from '../../contracts/policy.ts';
import { pollUntil } from '../../standalone/poll-until.ts';
import { startCallingPlatform, type CallingPlatform } from './calling-platform.ts';
import { DISTURBANCES, type Disturbance } from './disturbances.ts';
import { measureRounds, type RoundsMeasured } from './measure-rounds.ts';

/** Like the default of life safety, six times as fast: what matters happens between the steps. */
const STEPS: Step[] = [
  {
    after: 0,
    targets: [{ kind: 'contact', relations: ['family'], pick: 'all' }],
    channels: ['sms', 'email'],
  },
  {
    after: 5,
    targets: [{ kind: 'contact', relations: ['family'], pick: 'all' }],
    channels: ['sms', 'email'],
  },
  {
    after: 10,
    targets: [{ kind: 'contact', relations: ['family'], pick: 'all' }],
    channels: ['sms', 'email'],
    repeat: { every: 5 },
  },
];
const OFFSETS = Array.from({ length: 40 }, (_, n) => n * 5);
/** Incidents are opened over the time of one step, so that a disturbance meets them at every point of it. */
const SPREAD_MS = 5_000;
const CALM_MS = 4_000;
const AFTER_MS = 18_000;
/** What is due later than this before the end has had no time to be made good. */
const SETTLE_MS = 7_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Incidents that nobody takes call every five seconds; in the middle of it something goes wrong. */
async function disturb(
  { workers = 1, fakeClock = false, happen }: Disturbance,
  homes: number,
): Promise<RoundsMeasured & { next: number[] }> {
  const platform = await startCallingPlatform({ workers, fakeClock });
  try {
    await platform.setPolicy(1, STEPS);
    const registered = await platform.registerHomes({ homes: homes + 1, contacts: 1 });
    // The first incident warms everything up and is not counted.
    const [warm, ...counted] = registered;
    if (warm) await platform.press([warm]);
    await pollUntil(() => platform.aliyun.calls.length > 0, { timeoutMs: 30_000 });
    for (const home of counted) {
      await platform.press([home]);
      await pause(SPREAD_MS / homes);
    }
    const opened = await openedAt(
      platform,
      counted.map(({ homeId }) => homeId),
    );
    await pause(CALM_MS);
    const at = Date.now();
    await happen(platform);
    await pause(AFTER_MS);
    const until = Date.now() - SETTLE_MS;
    const whole = await measureRounds(platform, { opened, offsets: OFFSETS, until });
    // The step that was next when it happened: the one that could be late.
    const nextOffsets = new Map(
      [...opened].map(([id, openedMs]) => [id, Math.ceil((at - openedMs) / 5_000) * 5]),
    );
    const next: number[] = [];
    for (const [id, offset] of nextOffsets) {
      const one = new Map([[id, opened.get(id) ?? 0]]);
      next.push(
        ...(await measureRounds(platform, { opened: one, offsets: [offset], until: Infinity })).lateness,
      );
    }
    return { ...whole, next };
  } finally {
    await platform.stop();
  }
}

async function openedAt(
  { store }: CallingPlatform,
  homeIds: readonly string[],
): Promise<Map<string, number>> {
  const read = () =>
    store.selectFrom('incidents').select(['id', 'opened_at']).where('home_id', 'in', homeIds).execute();
  await pollUntil(async () => (await read()).length === homeIds.length, { timeoutMs: 30_000 });
  return new Map((await read()).map((row) => [row.id, row.opened_at.getTime()]));
}

export const certaintyCommand = defineCommand({
  meta: {
    name: 'certainty',
    description:
      'How late the next call is, and whether one is lost or doubled, when each part is taken away',
  },
  args: {
    homes: { type: 'string', description: 'incidents that call at once', default: '40' },
    only: { type: 'string', description: 'only disturbances whose name contains this' },
  },
  run: async ({ args }) => {
    const homes = Number(args.homes);
    console.log('| what happens | next call late, p50 / max (ms) | calls due | lost | doubled |');
    console.log('| --- | --- | --- | --- | --- |');
    let failed = false;
    for (const disturbance of DISTURBANCES) {
      if (args.only !== undefined && !disturbance.name.includes(args.only)) continue;
      const { next, due, lost, doubled } = await disturb(disturbance, homes);
      const sorted = next.toSorted((a, b) => a - b);
      const p50 = sorted[Math.floor(sorted.length / 2)];
      failed ||= lost > 0 || doubled > 0;
      console.log(`| ${disturbance.name} | ${p50} / ${sorted.at(-1)} | ${due} | ${lost} | ${doubled} |`);
    }
    if (failed) process.exitCode = 1;
  },
});
