import { freePort } from '../../standalone/ports.ts';
import type { Releasers } from '../side-by-side/with-release.ts';
import { packageVersion, startPeerProgram } from './peer-program.ts';
import type { RunningContestant } from './running-contestant.ts';
import { waitUntilListening } from './wait-until-listening.ts';

export const BARE_AEDES_DOES =
  'is Aedes as it comes: lets everybody in, acknowledges, then looks for subscribers; there are none, and nothing is stored.';

/** Aedes with everything in memory. */
export async function startBareAedes(
  releasers: Releasers,
  env?: Readonly<Record<string, string>>,
): Promise<RunningContestant> {
  const port = await freePort();
  const broker = await startPeerProgram({ name: 'bare-aedes', args: [String(port)], env }, releasers);
  await waitUntilListening(broker, port);
  const versions = { Aedes: packageVersion('node_modules/aedes') };
  return { port, processes: { broker: [broker.pid] }, versions };
}
