import { defineCommand } from 'citty';
import { applyAction } from '../../store/apply-transition.ts';
import type { Step } from '../../contracts/policy.ts';
import { pollUntil } from '../../standalone/poll-until.ts';
import { startCallingPlatform } from './calling-platform.ts';
import { arrivalsOf } from './measure-rounds.ts';
import { percentiles } from './percentiles.ts';

const STEPS: Step[] = [
  {
    after: 0,
    targets: [{ kind: 'contact', relations: ['family'], pick: 'all' }],
    channels: ['sms'],
    repeat: { every: 10 },
  },
];

/**
 * Incidents whose calls are still going out are accepted one after the other, each by one of those called. What is
 * measured is the last call that began after the acceptance was written.
 */
async function fallSilent(homes: number, contacts: number, providerMs: number): Promise<void> {
  const platform = await startCallingPlatform();
  try {
    platform.aliyun.behave({ is: 'well', afterMs: providerMs });
    await platform.setPolicy(1, STEPS);
    const registered = await platform.registerHomes({ homes, contacts });
    await platform.press(registered);
    const { store } = platform;
    await pollUntil(() => platform.aliyun.calls.length > 50, { timeoutMs: 60_000 });
    const incidents = await store.selectFrom('incidents').select(['id', 'home_id']).execute();
    const accepted = new Map<string, number>();
    for (const { id, home_id: homeId } of incidents) {
      const contact = await store
        .selectFrom('contacts')
        .select(['id', 'name'])
        .where('home_id', '=', homeId)
        .executeTakeFirstOrThrow();
      const by = { kind: 'contact', id: contact.id, name: contact.name } as const;
      await applyAction(store, { incidentId: id, action: { kind: 'going', by } }, Date.now());
      accepted.set(id, Date.now());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // Two more rounds' time: who is still called now would be called for ever.
    await new Promise((resolve) => setTimeout(resolve, 25_000));
    const rows = await store
      .selectFrom('notifications')
      .select(['id', 'incident_id', 'state'])
      .where('purpose', '=', 'alarm')
      .execute();
    const incidentOf = new Map(rows.map((row) => [row.id, row.incident_id]));
    const last = new Map([...accepted.keys()].map((id) => [id, 0]));
    let after = 0;
    for (const { notificationId, at } of arrivalsOf(platform)) {
      const incidentId = incidentOf.get(notificationId);
      if (incidentId === undefined) continue;
      const late = at - (accepted.get(incidentId) ?? Infinity);
      if (late <= 0) continue;
      after += 1;
      last.set(incidentId, Math.max(last.get(incidentId) ?? 0, late));
    }
    const states = [...new Set(rows.map(({ state }) => state))];
    const counted = states.map((each) => `${rows.filter(({ state }) => state === each).length} ${each}`);
    console.log(
      `${homes} incidents, ${contacts} contacts each, accepted while calls go out (${counted.join(', ')})`,
    );
    console.log(
      `last call that began after the acceptance, p50 / p99 / max: ${percentiles([...last.values()])} ms`,
    );
    console.log(`calls that began after the acceptance: ${after}`);
    const standDowns = await store
      .selectFrom('notifications')
      .select('state')
      .where('purpose', '=', 'stand_down')
      .execute();
    console.log(
      `told who is going: ${standDowns.filter(({ state }) => state === 'sent').length} of ${standDowns.length}`,
    );
  } finally {
    await platform.stop();
  }
}

export const silenceCommand = defineCommand({
  meta: { name: 'silence', description: 'From one person’s acceptance until nobody else is called any more' },
  args: {
    homes: { type: 'string', default: '100', description: 'incidents' },
    contacts: { type: 'string', default: '20', description: 'people to reach for each' },
    provider: { type: 'string', default: '200', description: 'ms that the provider takes to answer' },
  },
  run: async ({ args }) => fallSilent(Number(args.homes), Number(args.contacts), Number(args.provider)),
});
