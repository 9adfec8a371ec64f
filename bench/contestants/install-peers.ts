import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../standalone/start-service.ts';

/**
 * Installs what a peer needs when it is not there: Debian's Mosquitto, or the npm packages of bench/peers.
 * Shows what it does; throws when it cannot.
 */
export function installPeers(...what: readonly ('mosquitto' | 'packages')[]): void {
  const script = join(ROOT, 'scripts', 'install-peers.mjs');
  const { status } = spawnSync(process.execPath, [script, ...what], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${what.join(' and ')} could not be installed: see above`);
}
