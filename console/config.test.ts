import { expect, test } from 'vitest';
import { parseConfig } from '../service/parse-config.ts';
import { consoleConfigSchema } from './config.ts';

const needed = { REDIS_URL: 'redis://127.0.0.1', DATABASE_URL: 'postgres://127.0.0.1/anju' };
const parse = (env: Record<string, string>) => parseConfig(consoleConfigSchema, { ...needed, ...env });

test('what is needed is enough', () => {
  expect(parse({})).toMatchObject({
    HTTP_PORT: 8080,
    HOST: '127.0.0.1',
    TRUST_PROXY: false,
    INFLUX_DB: 'anju',
  });
});

test('several processes of a service are a list', () => {
  expect(parse({ BROKER_HEALTH_URL: 'http://a:1/, http://b:2' }).BROKER_HEALTH_URL).toEqual([
    'http://a:1',
    'http://b:2',
  ]);
});

test.each([
  ['HTTP_PORT', '99999'],
  ['BROKER_HEALTH_URL', 'http://a:1,nonsense'],
  ['TRUST_PROXY', 'yes'],
  ['COOKIE_SECURE', 'true'],
  ['SESSION_SECRET', 'short'],
  ['METRICS_TOKEN', 'short'],
  ['INFLUX_URL', 'influx'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => parse({ [name]: value })).toThrow(name);
});

test('a secret is not repeated in the complaint about it', () => {
  expect(() => parse({ SESSION_SECRET: 'hunter2' })).toThrow(
    expect.not.stringContaining('hunter2') as string,
  );
});
