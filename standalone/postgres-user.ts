import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface PostgresUser {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root: then it runs as the user `postgres`, created if missing. */
export function postgresUser(): PostgresUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  try {
    return idsOf('postgres');
  } catch {
    execFileSync('groupadd', ['--system', '--force', 'postgres']);
    execFileSync(
      'useradd',
      '--system --gid postgres --no-create-home --shell /usr/sbin/nologin postgres'.split(' '),
    );
    return idsOf('postgres');
  }
}

function idsOf(name: string): PostgresUser {
  const ask = (flag: string) =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  return { uid: ask('-u'), gid: ask('-g') };
}

/** Whether that user may walk down to `path`: every folder above must let it through. */
export function canReach(path: string, { uid, gid }: PostgresUser): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid: owner, gid: group } = statSync(folder);
    const mayEnter = owner === uid ? mode & 0o100 : group === gid ? mode & 0o010 : mode & 0o001;
    if (mayEnter === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * The command that runs a program as that user. A checkout below /root (0700) is the normal case on a fresh
 * machine: rather than opening root's folders to everybody, the process keeps the one capability to walk through them.
 */
export function asUser(
  user: PostgresUser,
  command: string,
  args: string[],
  reachable: boolean,
): [string, string[]] {
  const ids = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  if (reachable) return ['setpriv', [...ids, '--', command, ...args]];
  const capability = searchCapability();
  // access(2), by which initdb looks for its neighbours, heeds capabilities of a non-root user only with this bit set.
  const bits = '--securebits=+no_setuid_fixup';
  return [
    'setpriv',
    [...ids, bits, `--inh-caps=+${capability}`, `--ambient-caps=+${capability}`, '--', command, ...args],
  ];
}

/** Containers are often given dac_override (capability 1) and not the narrower dac_read_search (2). */
function searchCapability(): string {
  const status = readFileSync('/proc/self/status', 'utf8');
  const bounding = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  return (bounding >> 2n) & 1n ? 'dac_read_search' : 'dac_override';
}
