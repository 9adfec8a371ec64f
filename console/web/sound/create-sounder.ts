import { everyTick } from '../clock/every-tick.ts';
import type { Live } from '../live/live-context.ts';
import { queueOf } from '../queue/use-queue.ts';
import { decideSound, newRings, type Raisings, type Sound } from './decide-sound.ts';
import { isDue, type Played } from './is-due.ts';
import type { Siren } from './siren.ts';

export interface SoundReport {
  sound: Sound;
  /** something unacknowledged is on the screen that has been silenced */
  silenced: boolean;
}

export interface Sounder {
  report: () => SoundReport;
  subscribe: (listener: () => void) => () => void;
  /** quiet until the next alarm or the next loss of the connection; acknowledges nothing */
  silence: () => void;
  /** @returns stops it */
  start: (hear: SoundListener) => () => void;
}

export interface SoundListener {
  /** these ring that did not before */
  onNewRing: (ids: string[]) => void;
  /** what calls and has nobody, silenced or not */
  onCalling: (calling: Raisings) => void;
}

export interface SounderOptions extends Pick<Live, 'store'> {
  client: Pick<Live['client'], 'connection' | 'subscribe'>;
  siren: Pick<Siren, 'play' | 'check' | 'subscribe'>;
  /** calls back several times a second; returns what ends it */
  ticks?: (listener: () => void) => () => void;
}

const NOTHING: Raisings = new Map();

/**
 * Rings as long as something unacknowledged is there or the connection is lost. Outside of React: no render delays
 * it, and it goes on in a tab that is not looked at.
 */
export function createSounder({ store, client, siren, ticks = everyTick }: SounderOptions): Sounder {
  const listeners = new Set<() => void>();
  let silenced = NOTHING;
  let lossSilenced = false;
  let ringing = NOTHING;
  let report: SoundReport = { sound: 'none', silenced: false };
  let last: Played | undefined;

  function look(): string[] {
    const lost = client.connection().state === 'lost';
    if (!lost) lossSilenced = false;
    const decision = decideSound(queueOf(store.read()).calling, silenced);
    const fresh = newRings(ringing, decision.ringing);
    ringing = decision.ringing;
    const sound = decision.sound === 'none' && lost && !lossSilenced ? 'lost' : decision.sound;
    if (sound !== report.sound || decision.silenced !== report.silenced) {
      report = { sound, silenced: decision.silenced };
      for (const listener of listeners) listener();
    }
    play(fresh.length > 0);
    return fresh;
  }

  function play(fresh: boolean): void {
    const { sound } = report;
    const now = Date.now();
    if (sound === 'none') {
      last = undefined;
      return;
    }
    if (!isDue({ sound, last, fresh }, now)) return;
    last = { sound, at: now };
    siren.play(sound);
  }

  return {
    report: () => report,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    silence() {
      silenced = decideSound(queueOf(store.read()).calling, NOTHING).ringing;
      lossSilenced = true;
      look();
    },
    start({ onNewRing, onCalling }) {
      const change = () => {
        const fresh = look();
        onCalling(decideSound(queueOf(store.read()).calling, NOTHING).ringing);
        if (fresh.length > 0) onNewRing(fresh);
      };
      change();
      const stops = [
        store.subscribe(change),
        client.subscribe(change),
        // Allowed to sound only now: what rings is heard now, not at the next repetition.
        siren.subscribe(() => {
          last = undefined;
          play(false);
        }),
        ticks(() => {
          siren.check();
          play(false);
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
