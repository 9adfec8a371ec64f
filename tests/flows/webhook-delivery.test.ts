import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliver } from '../../alerting/deliver.ts';
import { openInHand } from '../../alerting/in-hand.ts';
import { createChannelMetrics } from '../../channels/channel-metrics.ts';
import { channelsConfigSchema } from '../../channels/channels-config.ts';
import { openSenders, type Senders } from '../../channels/open-senders.ts';
import { createLogger } from '../../service/create-logger.ts';
import { parseConfig } from '../../service/parse-config.ts';
import { applyAction } from '../../store/apply-transition.ts';
import { applyAlarm } from '../../store/apply-alarm.ts';
import { newId } from '../../store/new-id.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { readDatabaseClock, startPlatformClock, type PlatformClock } from '../../store/platform-clock.ts';
import { insertWebhook } from '../../store/webhooks.ts';
import { called } from '../harness/called.ts';
import { freshDatabase } from '../harness/fresh-database.ts';
import { registerHome } from '../harness/register-home.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../harness/webhook-receiver.ts';

const SECRET = 'hook-secret-nobody-sees';
let store: Store;
let hook: WebhookReceiver;
let senders: Senders;
let clock: PlatformClock;
const releasers: (() => unknown)[] = [];
const logger = createLogger({ service: 'test', level: 'error', format: 'json', write: () => undefined });

beforeAll(async () => {
  const database = await freshDatabase();
  releasers.push(database.drop);
  store = openStore({ databaseUrl: database.url });
  releasers.push(() => store.destroy());
  clock = startPlatformClock({ read: readDatabaseClock(store), monotonic: () => performance.now() });
  await clock.look();
  releasers.push(() => clock.stop());
  hook = await startWebhookReceiver(SECRET);
  releasers.push(hook.stop);
  const config = parseConfig(channelsConfigSchema, { ALLOW_LOOPBACK_TARGETS: 'true' });
  senders = openSenders(config, { logger, metrics: createChannelMetrics(new Registry()) });
  releasers.push(() => senders.stop());
});
afterAll(async () => {
  for (const release of releasers.reverse()) await release();
});

/** Sends everything that waits for this incident. */
async function sendWaiting(incidentId: string): Promise<void> {
  const waiting = await store
    .selectFrom('notifications')
    .select('id')
    .where('incident_id', '=', incidentId)
    .where('state', '=', 'queued')
    .execute();
  for (const { id } of waiting) {
    await deliver(id, {
      store,
      clock,
      inHand: openInHand(store, clock),
      sender: senders.sender,
      publicUrl: 'https://anju.example.org',
      enqueue: () => Promise.resolve(),
      logger,
    });
  }
}

/** A press about which a dispatch system is to be told in a moment. */
async function aPressFor(webhookId: string): Promise<{ incidentId: string; alert: string }> {
  const { homeId, devices } = await registerHome(store);
  const now = Date.now();
  const alarm = {
    id: randomUUID(),
    homeId,
    deviceId: devices[0]?.id ?? '',
    type: 'sos',
    priority: 1,
  } as const;
  const cause = { property: 'action', value: 'emergency' };
  const { incidentId } = await applyAlarm(
    store,
    { ...alarm, at: now, receivedAt: now, test: false, cause },
    now,
  );
  const alert = await called(store, {
    incidentId,
    contactId: webhookId,
    kind: 'webhook',
    channel: 'webhook',
    state: 'queued',
  });
  return { incidentId, alert };
}

test('a dispatch system is told which of its alerts an update or an end is about, and of no other incident', async () => {
  const { id: webhookId } = await insertWebhook(store, {
    areaId: null,
    name: '119',
    url: hook.url,
    format: 'cap',
    secret: SECRET,
  });
  const { incidentId, alert } = await aPressFor(webhookId);
  await sendWaiting(incidentId);
  const by = { kind: 'user', id: newId(), override: false } as const;
  await applyAction(store, { incidentId, action: { kind: 'acknowledge', by } }, Date.now());
  await sendWaiting(incidentId);

  expect(hook.hooks).toHaveLength(2);
  expect(hook.hooks[0]?.body).toContain('<msgType>Alert</msgType>');
  expect(hook.hooks[0]?.body).not.toContain('<references>');
  expect(hook.hooks[1]?.body).toContain('<msgType>Update</msgType>');
  expect(hook.hooks[1]?.body).toMatch(new RegExp(`<references>[^ ,]+,${alert},[^ ,<]+</references>`));
});

test('a dispatch system that is away for a while is told all the same, and one that stays away not for ever', async () => {
  const webhook = { areaId: null, name: '120', url: hook.url, format: 'json', secret: SECRET } as const;
  const { id: webhookId } = await insertWebhook(store, webhook);
  const { incidentId, alert } = await aPressFor(webhookId);
  const state = async () => {
    const row = await store
      .selectFrom('notifications')
      .selectAll()
      .where('id', '=', alert)
      .executeTakeFirst();
    return row?.state;
  };
  const change = (set: object) =>
    store.updateTable('notifications').set(set).where('id', '=', alert).execute();
  hook.answer({ status: 503 });
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await change({ due_at: new Date() });
    await sendWaiting(incidentId);
    expect(await state()).toBe('queued');
  }
  hook.answer({ status: 204 });
  await change({ due_at: new Date() });
  await sendWaiting(incidentId);
  expect(await state()).toBe('delivered');

  hook.answer({ status: 503 });
  await change({ state: 'queued', attempts: 8, created_at: new Date(Date.now() - 3_600_001) });
  await sendWaiting(incidentId);
  expect(await state()).toBe('failed');
});
