import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readingsTopic } from '../../contracts/topics.ts';
import { freePort } from '../../standalone/ports.ts';
import { startService } from '../../standalone/start-service.ts';
import { startBrokerUnderTest, type BrokerUnderTest } from '../harness/broker-under-test.ts';
import { temporaryDir } from '../harness/temporary-dir.ts';

const dir = await temporaryDir();
const pem = (name: string) => join(dir.dir, `${name}.pem`);
const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
let broker: BrokerUnderTest;
let tlsPort: number;

function certificate(name: string, ...signedBy: string[]) {
  const request = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
  ];
  openssl(
    ...request,
    '-subj',
    `/CN=${name}`,
    '-addext',
    'subjectAltName=IP:127.0.0.1',
    '-keyout',
    pem(`${name}-key`),
    '-out',
    pem(name),
    ...signedBy,
  );
}

beforeAll(async () => {
  certificate('ca');
  certificate('server');
  certificate('member', '-CA', pem('ca'), '-CAkey', pem('ca-key'));
  certificate('stranger');
  tlsPort = await freePort();
  broker = await startBrokerUnderTest({
    env: {
      MQTTS_PORT: String(tlsPort),
      TLS_CERT: pem('server'),
      TLS_KEY: pem('server-key'),
      TLS_CA: pem('ca'),
    },
  });
});
afterAll(async () => {
  await broker.stop();
  await dir.remove();
});

async function overTls(clientCertificate?: string) {
  const device = await broker.register('sos');
  const client = await connectAsync(`mqtts://127.0.0.1:${tlsPort}`, {
    clientId: device.id,
    username: device.id,
    password: device.secret,
    reconnectPeriod: 0,
    ca: readFileSync(pem('server')),
    ...(clientCertificate !== undefined && {
      cert: readFileSync(pem(clientCertificate)),
      key: readFileSync(pem(`${clientCertificate}-key`)),
    }),
  });
  for (let n = 0; n < 100; n++) await client.publishAsync(readingsTopic(device.id), `${n}`, { qos: 1 });
  await client.endAsync();
  return (await broker.stored()).filter((message) => message.clientId === device.id).length;
}

test('over TLS a device is heard, without a client certificate and with one of our CA', async () => {
  expect(await overTls()).toBe(100);
  expect(await overTls('member')).toBe(100);
});

test('a client certificate that our CA has not signed is refused', async () => {
  const [cert, key] = [readFileSync(pem('stranger')), readFileSync(pem('stranger-key'))];
  const socket = connectTls({ host: '127.0.0.1', port: tlsPort, ca: readFileSync(pem('server')), cert, key });
  socket.on('error', () => undefined);
  await once(socket, 'close'); // without our having sent a byte
});

async function startFailing(env: Record<string, string>) {
  const lines: string[] = [];
  const service = await startService({
    name: 'broker',
    env: {
      ...process.env,
      REDIS_URL: broker.platform.redisUrl,
      DATABASE_URL: broker.platform.databaseUrl,
      MQTT_PORT: '0',
      ...env,
    },
    onLine: (line) => lines.push(line),
  });
  return { why: await service.exited, said: lines.join('\n') };
}

test('a port in use is one clear message that names the variable, and a non-zero exit', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  for (const variable of ['MQTT_PORT', 'MQTTS_PORT', 'BROKER_HEALTH_PORT']) {
    const { why, said } = await startFailing({
      [variable]: String(port),
      TLS_CERT: pem('server'),
      TLS_KEY: pem('server-key'),
    });
    expect(why).toBe('exit code 1');
    expect(said).toContain(variable);
    expect(said).toContain(`127.0.0.1:${port}`);
    expect(said.split('\n')).toHaveLength(1);
  }
  other.close();
});

test('bad values are named with what is allowed', async () => {
  const bad = await startFailing({ MQTT_PORT: 'mqtt', UPLINK_SHARDS: '0', REDIS_URL: 'http://x' });
  expect(bad.why).toBe('exit code 78');
  for (const part of ['MQTT_PORT is "mqtt"', 'UPLINK_SHARDS is "0"', 'from 1 to 1024', 'REDIS_URL'])
    expect(bad.said).toContain(part);
  const noKey = await startFailing({ MQTTS_PORT: '1' });
  expect(noKey.said).toContain('TLS_CERT');
  const noFile = await startFailing({
    MQTTS_PORT: '1',
    TLS_CERT: join(dir.dir, 'none'),
    TLS_KEY: pem('server-key'),
  });
  expect(noFile.said).toContain('TLS_CERT names a file that cannot be read');
});
