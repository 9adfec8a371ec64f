import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../../standalone/find-program.ts';
import { freePort } from '../../standalone/ports.ts';
import { startProgram } from '../../standalone/program.ts';
import type { LoadDevice } from '../../device-sim/load/load-device.ts';
import type { Releasers } from '../side-by-side/with-release.ts';
import { installPeers } from './install-peers.ts';
import type { BrokerUnderTest, RunningContestant } from './running-contestant.ts';
import { waitUntilListening } from './wait-until-listening.ts';

/** Debian's Mosquitto, in memory. */
export const mosquitto: BrokerUnderTest = {
  name: 'Mosquitto',
  does: "is Debian's Mosquitto without persistence (its default): lets everybody in, acknowledges, has no subscriber, and stores nothing.",
  start: (releasers) => startMosquitto(releasers),
};

/** The same, and it knows who may come in. */
export const mosquittoWithPasswords: BrokerUnderTest = {
  name: 'Mosquitto with passwords',
  does: 'is the same with a password file (`mosquitto_passwd`: salted PBKDF2) and an access list that gives every device its topics.',
  start: (releasers, { devices }) => startMosquitto(releasers, devices),
};

async function startMosquitto(
  releasers: Releasers,
  devices?: readonly LoadDevice[],
): Promise<RunningContestant> {
  installPeers('mosquitto');
  const command = findProgram('mosquitto');
  if (command === undefined) throw new Error('Mosquitto is missing');
  const dir = await mkdtemp(join(tmpdir(), 'anju-bench-'));
  releasers.push(() => rm(dir, { recursive: true, force: true, maxRetries: 5 }));
  const port = await freePort();
  const config = join(dir, 'mosquitto.conf');
  const access = devices === undefined ? ['allow_anonymous true'] : await accessFiles(dir, devices);
  const lines = [
    `listener ${port} 127.0.0.1`,
    'persistence false',
    'log_type error',
    'log_dest stderr',
    ...access,
  ];
  // Started by root it would become another user, who may not read this folder.
  if (process.getuid?.() === 0) lines.push('user root');
  await writeFile(config, `${lines.join('\n')}\n`);
  const broker = await startProgram({
    name: 'mosquitto',
    command,
    args: ['-c', config],
    onLine: (line) => console.error(`mosquitto: ${line}`),
  });
  releasers.push(() => broker.stop());
  await waitUntilListening(broker, port);
  return { port, processes: { broker: [broker.pid] }, versions: { Mosquitto: versionOf(command) } };
}

async function accessFiles(dir: string, devices: readonly LoadDevice[]): Promise<string[]> {
  const passwords = join(dir, 'passwords');
  await writeFile(passwords, devices.map(({ id, secret }) => `${id}:${secret}\n`).join(''), {
    mode: 0o600,
  });
  execFileSync(findProgram('mosquitto_passwd') ?? 'mosquitto_passwd', ['-U', passwords]);
  const acl = join(dir, 'acl');
  await writeFile(acl, 'pattern write devices/%u/#\npattern read devices/%u/commands\n', { mode: 0o600 });
  return ['allow_anonymous false', `password_file ${passwords}`, `acl_file ${acl}`];
}

/** It has no flag that tells its version: its help begins with it. */
function versionOf(command: string): string {
  return /version (\S+)/.exec(spawnSync(command, ['-h'], { encoding: 'utf8' }).stdout)?.[1] ?? 'unknown';
}
