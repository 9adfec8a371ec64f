import { expect, test } from 'vitest';
import { reachableHost, serviceEnv } from './service-env.ts';

const SETTINGS = {
  host: '0.0.0.0',
  mqttPort: 1883,
  httpPort: 8080,
  dataDir: '/data',
  influxDb: 'anju',
  logLevel: 'info',
  logFormat: 'json',
} as const;
const STORES = { redisUrl: 'redis://r', databaseUrl: 'postgresql://p', influxUrl: undefined };

test('without InfluxDB the services get no address of one, even if the shell has one', async () => {
  const { env } = await serviceEnv({ INFLUX_URL: 'http://elsewhere' }, SETTINGS, STORES);
  expect(env).not.toHaveProperty('INFLUX_URL');
});

test('the console knows where the others tell how they are, and asks them on loopback', async () => {
  const { env, health } = await serviceEnv({ HEALTH_HOST: '0.0.0.0' }, SETTINGS, STORES);
  expect(env).toMatchObject({
    HOST: '0.0.0.0',
    BROKER_HEALTH_URL: health.broker,
    INGEST_HEALTH_URL: health.ingest,
    ALERTING_HEALTH_URL: health.alerting,
    WATCHDOG_HEALTH_URL: health.watchdog,
  });
  expect(env).not.toHaveProperty('HEALTH_HOST');
  expect(health.console).toBe('http://127.0.0.1:8080');
});

test('what only one service knows passes through', async () => {
  const { env } = await serviceEnv({ TLS_CERT: 'cert.pem' }, SETTINGS, STORES);
  expect(env).toMatchObject({ TLS_CERT: 'cert.pem' });
});

test('an address to listen on becomes one to connect to', () => {
  expect(['0.0.0.0', '::', '::1', '10.0.0.5'].map(reachableHost)).toEqual([
    '127.0.0.1',
    '[::1]',
    '[::1]',
    '10.0.0.5',
  ]);
});

test('the watchdog finds the broker and the console where they listen, whatever the shell has for the simulator', async () => {
  const { env } = await serviceEnv({ MQTT_URL: 'mqtt://elsewhere' }, SETTINGS, STORES);
  expect(env).toMatchObject({
    MQTT_URL: 'mqtt://127.0.0.1:1883',
    CONSOLE_HEALTH_URL: 'http://127.0.0.1:8080',
  });
});
