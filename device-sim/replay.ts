import { setTimeout as pause } from 'node:timers/promises';
import type { BrokerAddress } from './dial.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import type { Ledger } from './ledger.ts';
import type { Recording } from './parse-recording.ts';
import type { SavedHome } from './saved-homes.ts';
import { SimError } from './sim-error.ts';
import { openVoices } from './voices.ts';

export interface Replayed {
  sent: number;
  entries: LedgerEntry[];
  elapsedMs: number;
}

/**
 * Says everything of a recording, in order, through the devices of a home; `key` of a device is the sensor's name.
 * @param speed how many times faster than life; 0 is as fast as it is acknowledged
 * @param shiftMs added to every recorded time
 * @param window messages on the way at once, over all devices
 */
export async function replay(options: {
  recording: Recording;
  home: SavedHome;
  broker: BrokerAddress;
  ledger: Ledger;
  speed: number;
  shiftMs: number;
  window: number;
  signal: AbortSignal;
  onProgress?: (acknowledged: number) => void;
}): Promise<Replayed> {
  const { recording, home, broker, ledger, speed, shiftMs, window, signal, onProgress } = options;
  const bySensor = new Map(
    recording.sensors.map(({ sensor, property }) => [
      sensor,
      { property, deviceId: home.devices.find(({ key }) => key === sensor)?.id ?? '' },
    ]),
  );
  const entries: LedgerEntry[] = [];
  let sent = 0;
  let settled = 0;
  let wake = (): void => undefined;
  let failure: Error | undefined;

  // No `status`: what the platform stores of this home is then exactly what was recorded.
  const voices = openVoices({ broker, devices: home.devices, ledger, status: false, maxInFlight: window });
  // Closing ends whatever waits.
  const stop = (): void => void voices.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await voices.connected();
    const start = Date.now();
    const first = recording.events[0]?.at ?? 0;
    for (const { at, sensor, value } of recording.events) {
      const intendedAt = speed === 0 ? Date.now() : start + (at - first) / speed;
      if (intendedAt > Date.now()) await pause(intendedAt - Date.now(), undefined, { signal });
      while (sent - settled >= window) await new Promise<void>((resolve) => (wake = resolve));
      if (failure) throw failure;
      const { deviceId = '', property = 'contact' } = bySensor.get(sensor) ?? {};
      const saying = {
        properties: { [property]: value },
        time: at + shiftMs,
        intendedAt,
        expected: 'reading' as const,
      };
      sent += 1;
      void voices
        .say(deviceId, saying)
        .then(
          (entry) => void entries.push(entry),
          (error: unknown) => void (failure = error instanceof Error ? error : new Error(String(error))),
        )
        .finally(() => {
          settled += 1;
          onProgress?.(entries.length);
          wake();
        });
    }
    while (settled < sent) await new Promise<void>((resolve) => (wake = resolve));
    if (failure) throw failure;
    return { sent, entries, elapsedMs: Date.now() - start };
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new SimError(`stopped after ${entries.length} of ${recording.events.length} events`, {
      cause: error,
    });
  } finally {
    signal.removeEventListener('abort', stop);
    await voices.close();
  }
}
