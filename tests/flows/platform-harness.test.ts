import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startPlatform, type Platform } from '../harness/platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform({ services: ['alerting'], own: { influx: true } });
});
afterAll(() => platform.stop());

const answers = (path: string) =>
  fetch(`${platform.health.alerting}${path}`).then(
    (answer) => answer.status,
    () => 'nobody there',
  );

test('a service is a real process: killed it is gone, restarted it is another one', async () => {
  await vi.waitFor(async () => expect(await answers('/readyz')).toBe(200), 30_000);
  const before = platform.pid('alerting');
  await platform.kill('alerting');
  expect(await answers('/healthz')).toBe('nobody there');
  await platform.restart('alerting');
  expect(platform.pid('alerting')).not.toBe(before);
  await vi.waitFor(async () => expect(await answers('/readyz')).toBe(200), 30_000);
});

test('a service says that it is not ready while Redis is away, and recovers by itself', async () => {
  await vi.waitFor(async () => expect(await answers('/readyz')).toBe(200), 30_000);
  await platform.redis.crash();
  await vi.waitFor(async () => expect(await answers('/readyz')).toBe(503), 30_000);
  await platform.redis.start();
  await vi.waitFor(async () => expect(await answers('/readyz')).toBe(200), 30_000);
});

test('InfluxDB can be taken away and comes back at its address', async () => {
  const ping = () =>
    fetch(`${platform.influxUrl}/ping`).then(
      (answer) => answer.status,
      () => 'nobody there',
    );
  await platform.influx?.stop();
  expect(await ping()).toBe('nobody there');
  await platform.influx?.start();
  expect(await ping()).toBe(204);
});
