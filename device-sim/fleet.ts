import type { Logger } from '../service/create-logger.ts';
import { serveControl } from './control-socket.ts';
import type { BrokerAddress } from './dial.ts';
import type { Ledger } from './ledger.ts';
import { liveHome } from './live-home.ts';
import { ConnectionRefused } from './mqtt-connection.ts';
import { playSteps } from './play-steps.ts';
import type { SavedHome } from './saved-homes.ts';
import { openVoices } from './voices.ts';

const PROGRESS_MS = 60_000;
const LAST_WORDS_MS = 2_000;
/** A device remembers this much while the broker is away; real ones remember less. */
const MEMORY = 200;

/**
 * Lets homes live until the signal comes.
 * @param controlPath socket on which scenarios are asked for
 */
export async function runFleet(options: {
  homes: readonly SavedHome[];
  broker: BrokerAddress;
  ledger: Ledger;
  log: Logger;
  controlPath: string;
  signal: AbortSignal;
}): Promise<void> {
  const { homes, broker, ledger, log, controlPath, signal } = options;
  const releases: (() => unknown)[] = [];
  const silentUntil = new Map<string, number>();
  const refused = new Set<string>();
  let forgotten = 0;

  const play: Parameters<typeof serveControl>[1] = async (scenario, onStep) => {
    for (const { homeId, forMs } of scenario.silent) silentUntil.set(homeId, Date.now() + forMs);
    await playSteps(voices, scenario, onStep);
  };
  releases.push(await serveControl(controlPath, play));

  const voices = openVoices({
    broker,
    devices: homes.flatMap(({ devices }) => devices),
    ledger,
    onStage: ({ deviceId, incidentId, stage, at }) =>
      log.info({ deviceId, incidentId, stage, ms: Date.now() - Date.parse(at) }, 'the home is told'),
    onDisconnect: (deviceId, reason) => {
      log.debug({ deviceId, reason: reason.message }, 'connection lost, connecting again');
      if (!(reason instanceof ConnectionRefused) || refused.has(deviceId)) return;
      refused.add(deviceId);
      log.warn(
        { deviceId, code: reason.returnCode },
        'the broker refuses a device; remove its secret from homes.json',
      );
    },
  });
  releases.push(voices.close);

  for (const home of homes) {
    const stop = liveHome(home, (device, { at, cause, properties }) => {
      if (cause !== 'heartbeat' && (silentUntil.get(home.id) ?? 0) > at) return;
      if (!voices.has(device.id) || voices.pending(device.id) >= MEMORY) {
        forgotten += 1;
        return;
      }
      // Rejected only when the fleet stops; the ledger then has it as unacknowledged.
      voices
        .say(device.id, { properties, time: at, intendedAt: at, expected: 'reading' })
        .catch(() => undefined);
    });
    releases.push(stop);
  }

  const progress = (): void =>
    log.info({ homes: homes.length, ...voices.connections(), ...ledger.counts(), forgotten }, 'homes live');
  // The first line tells that all are connected; one that is refused has its own.
  voices.connected(PROGRESS_MS).then(progress, () => undefined);
  const timer = setInterval(progress, PROGRESS_MS);
  releases.push(() => clearInterval(timer));

  if (!signal.aborted) {
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }
  await voices.settled(LAST_WORDS_MS);
  for (const release of releases.reverse()) await release();
  log.info(ledger.counts(), 'the fleet has stopped');
}
