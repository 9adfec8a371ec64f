import { runLoad } from '../device-sim/load/run-load.ts';
import { openStore } from '../store/open-store.ts';
import type { Platform } from '../tests/harness/platform.ts';
import { registerMany } from '../tests/harness/register-many.ts';

const DEVICES = 500;
/** A load that nobody ends is over after this time, s. */
const LONGEST_S = 600;

/**
 * Readings of other homes at a fixed rate, from when this resolves until it is stopped.
 * @param rate a second; 0: none
 * @returns how to stop it, which says what became of them
 */
export async function startReadings(
  platform: Platform,
  rate: number,
): Promise<{ stop: () => Promise<void> }> {
  if (rate === 0) return { stop: () => Promise.resolve() };
  const store = openStore({ databaseUrl: platform.databaseUrl, connections: 2 });
  const devices = await registerMany(store, { homes: DEVICES, kinds: ['motion'] });
  await store.destroy();
  const ending = new AbortController();
  let started: () => void = () => undefined;
  const running = new Promise<void>((resolve) => (started = resolve));
  const load = runLoad({
    broker: { host: '127.0.0.1', port: platform.mqttPort },
    devices,
    mode: { kind: 'open', rates: { readings: rate } },
    seconds: LONGEST_S,
    signal: ending.signal,
    onStart: () => started(),
  });
  await Promise.race([running, load]);
  return {
    stop: async () => {
      ending.abort();
      const { seconds, sent, acknowledged, valid, invalidBecause } = await load;
      console.log(
        `readings beside them: ${Math.round(sent / seconds)}/s sent, ${acknowledged} of ${sent} acknowledged in time; the generator ${valid ? 'kept up' : `did not: ${invalidBecause}`}`,
      );
    },
  };
}
