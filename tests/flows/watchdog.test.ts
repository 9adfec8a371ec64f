import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CANARY } from '../../contracts/canary.ts';
import type { Platform as Health } from '../../contracts/live.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { deleteOldCanaryIncidents } from '../../store/canary.ts';
import { logIn, type Session } from '../harness/log-in.ts';
import { startPlatform, type Platform } from '../harness/platform.ts';
import { startSmtpProvider, type ReceivedMail, type SmtpProvider } from '../harness/smtp-provider.ts';

const PATIENCE = { timeout: 45_000, interval: 50 };
const SERVICES = ['broker', 'ingest', 'alerting', 'console', 'watchdog'] as const;

const releasers: (() => unknown)[] = [];
let mail: SmtpProvider;
let platform: Platform;
let store: Store;
let admin: Session;

beforeAll(async () => {
  mail = await startSmtpProvider();
  releasers.push(() => mail.stop());
  platform = await startPlatform({
    services: SERVICES,
    own: { postgres: true },
    env: {
      LOG_LEVEL: 'warn',
      CANARY_EVERY_MS: '1000',
      CANARY_SILENT_MS: '5000',
      PLATFORM_CONTACTS: 'mailto:ops@example.org,mailto:night@example.org',
      SMTP_URL: mail.url,
      MAIL_FROM: 'anju@example.org',
    },
  });
  releasers.push(() => platform.stop());
  store = openStore({ databaseUrl: platform.databaseUrl, connections: 2, onError: () => undefined });
  releasers.push(() => store.destroy());
  admin = await logIn(platform.httpUrl, 'admin', platform.adminPassword);
  await canaryGetsThrough();
});
afterAll(async () => {
  for (const release of releasers.reverse()) await release();
});

const health = async () => (await fetch(`${platform.httpUrl}/readyz`)).json() as Promise<Health>;

/** Waits until a press has got through that was made after this was asked. */
async function canaryGetsThrough(): Promise<void> {
  const before = (await health()).canary?.at;
  await vi.waitFor(async () => {
    const { canary } = await health();
    expect(canary).toBeDefined();
    expect(canary?.at).not.toBe(before);
  }, PATIENCE);
}

const words = ({ raw }: ReceivedMail) => decode(raw);
const isPage = (one: ReceivedMail) => words(one).includes('Check the platform at once');
const isWell = (one: ReceivedMail) => words(one).includes('The platform is well again');

/** Both contacts get a page that names the part; both are told when it is over. */
async function pagedAndWell(part: string, heal: () => Promise<void>): Promise<void> {
  let since = mail.mails.length;
  const told = (is: (one: ReceivedMail) => boolean) =>
    mail.mails
      .slice(since)
      .filter(is)
      .flatMap(({ to }) => to);
  const both = expect.arrayContaining(['ops@example.org', 'night@example.org']) as string[];
  const namesIt = (one: ReceivedMail) => isPage(one) && words(one).includes(part);
  await vi.waitFor(() => expect(told(namesIt)).toEqual(both), PATIENCE);
  expect(words(mail.mails.slice(since).find(namesIt) as ReceivedMail)).toContain('请马上检查平台');
  since = mail.mails.length;
  await heal();
  await vi.waitFor(() => expect(told(isWell)).toEqual(both), PATIENCE);
}

describe('the canary', () => {
  it('gets through the real path again and again, and its latency is shown', async () => {
    await canaryGetsThrough();
    const { canary, parts } = await health();
    expect(canary?.incidentMs).toBeGreaterThan(0);
    expect(canary?.p99).toBeGreaterThanOrEqual(canary?.p50 ?? Infinity);
    expect(parts).toContainEqual({ name: 'canary', state: 'ok' });
    expect(parts).toContainEqual({ name: 'watchdog', state: 'ok' });
    const metrics = await (await fetch(`${platform.health.watchdog}/metrics`)).text();
    expect(metrics).toMatch(/anju_canary_seconds_count\{stage="escalated"\} [1-9]/);
  });

  it('closes what it opens as a test, and calls nobody', async () => {
    await canaryGetsThrough();
    const incidents = await store.selectFrom('incidents').selectAll().execute();
    expect(incidents.length).toBeGreaterThan(1);
    expect(incidents.filter(({ state }) => state !== 'resolved').length).toBeLessThanOrEqual(1);
    for (const { disposition } of incidents) expect(disposition ?? 'test').toBe('test');
    expect(await store.selectFrom('notifications').selectAll().execute()).toEqual([]);
  });

  it('is on no list and no screen', async () => {
    for (const path of ['/incidents', '/homes', '/devices', '/areas']) {
      expect(await admin.request('GET', path), path).toMatchObject({ items: [] });
    }
    for (const path of [
      `/homes/${CANARY.homeId}`,
      `/areas/${CANARY.areaId}`,
      `/devices/${CANARY.deviceId}`,
    ]) {
      await expect(admin.request('GET', path), path).rejects.toMatchObject({ code: 'out_of_scope' });
    }
    const metrics = await (await fetch(`${platform.httpUrl}/metrics`)).text();
    expect(metrics).not.toMatch(/anju_console_live_incidents_total\{[^}]*\} [1-9]/);
  });
});

describe('the platform contacts are called, straight from the watchdog, and told when it is over', () => {
  it('when ingest is killed', async () => {
    await platform.kill('ingest');
    await pagedAndWell('ingest', () => platform.restart('ingest'));
  });

  it('when Redis is killed', async () => {
    await platform.redis.crash();
    await pagedAndWell('redis', () => platform.redis.start());
  });

  it('when PostgreSQL is killed', async () => {
    await platform.postgres?.crash();
    await pagedAndWell('postgres', async () => platform.postgres?.start());
  });
});

describe('an orderly stop', () => {
  it('calls nobody, and what the canary has left behind can be deleted except for its audit rows', async () => {
    const told = mail.mails.length;
    await platform.kill('watchdog', 'SIGTERM');
    const audited = async () => (await store.selectFrom('audit').selectAll().execute()).length;
    const before = await audited();
    expect(await deleteOldCanaryIncidents(store, 0)).toBeGreaterThan(0);
    expect(await store.selectFrom('incidents').selectAll().execute()).toEqual([]);
    expect(await store.selectFrom('incident_events').selectAll().execute()).toEqual([]);
    expect(await audited()).toBe(before);
    expect(mail.mails).toHaveLength(told);
  });
});

/** Quoted-printable and base64 parts and encoded words as text. */
function decode(raw: string): string {
  const text = raw.replaceAll(/=\r?\n/g, '');
  const bytes = text.replaceAll(/(?:=[0-9A-F]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('=', ''), 'hex').toString(),
  );
  return bytes.replaceAll(/(?:^[A-Za-z0-9+/=]{4,}\r?\n)+/gm, (block) =>
    Buffer.from(block, 'base64').toString(),
  );
}
