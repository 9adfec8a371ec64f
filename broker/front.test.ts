import { once } from 'node:events';
import { connect } from 'node:net';
import { generate } from 'mqtt-packet';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLogger } from '../service/create-logger.ts';
import { startConformanceBroker } from './start-conformance.ts';

const SWEEP_MS = 500;

// Only these: sockets, and the clock that nobody sets, go on as ever.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

test.each([
  ['ahead', 3_600_000],
  ['back', -3_600_000],
])(
  'a machine clock set %s by an hour ends no connection, whose will would be published',
  async (_which, step) => {
    const log = createLogger({ service: 'broker', level: 'error', format: 'json', write: () => undefined });
    const broker = await startConformanceBroker({ port: 0, log });
    const hello = (clientId: string) => generate({ cmd: 'connect', clientId, keepalive: 10, clean: true });
    const quiet = connect(broker.port, '127.0.0.1');
    const entering = connect(broker.port, '127.0.0.1'); // its CONNECT is still to come
    quiet.write(hello('quiet'));
    await Promise.all([once(quiet, 'data'), once(entering, 'connect')]);

    vi.setSystemTime(Date.now() + step);
    vi.advanceTimersByTime(2 * SWEEP_MS);

    const said = Promise.all([once(quiet, 'data'), once(entering, 'data')]);
    quiet.write(generate({ cmd: 'pingreq' }));
    entering.write(hello('entering'));
    const [[pong], [connack]] = (await said) as [[Buffer], [Buffer]];
    expect([...pong]).toEqual([0xd0, 0]);
    expect([...connack]).toEqual([0x20, 2, 0, 0]);
    quiet.destroy();
    entering.destroy();
    await broker.stop();
  },
);
