import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useConnection, useIncidents } from '../live/live-context.ts';
import { decideSound, isNewRing, type SoundDecision } from './decide-sound.ts';
import { useSiren } from './siren-context.ts';

/** Long enough to speak a sentence in between, short enough that nobody thinks it is over. */
const REPEAT_MS = { life: 3_500, urgent: 7_000 } as const;

export interface AlarmSound {
  decision: SoundDecision;
  /** something unacknowledged is on the screen that has been silenced */
  silenced: boolean;
  silence: () => void;
}

/** Rings as long as something unacknowledged is there, and sounds once when the connection is lost. */
export function useAlarmSound(options: { onNewRing: (keys: string[]) => void }): AlarmSound {
  const siren = useSiren();
  const incidents = useIncidents();
  const connection = useConnection().state;
  const [silenced, setSilenced] = useState<ReadonlySet<string>>(new Set());
  const decision = useMemo(() => decideSound(incidents, silenced), [incidents, silenced]);
  const all = useMemo(() => decideSound(incidents, new Set()), [incidents]);

  const before = useRef<SoundDecision>({ sound: 'none', keys: [] });
  const { onNewRing } = options;
  useEffect(() => {
    const isNew = isNewRing(before.current, decision);
    const fresh = decision.keys.filter((key) => !before.current.keys.includes(key));
    before.current = decision;
    if (!isNew || decision.sound === 'none') return;
    siren.play(decision.sound);
    onNewRing(fresh);
  }, [decision, siren, onNewRing]);

  const { sound } = decision;
  useEffect(() => {
    if (sound === 'none') return;
    const repeat = window.setInterval(() => {
      siren.play(sound);
    }, REPEAT_MS[sound]);
    return () => {
      window.clearInterval(repeat);
    };
  }, [sound, siren]);

  useEffect(() => {
    if (connection === 'lost') siren.play('lost');
  }, [connection, siren]);

  const { keys } = all;
  const silence = useCallback(() => {
    setSilenced(new Set(keys));
  }, [keys]);
  return { decision, silenced: all.keys.length > decision.keys.length, silence };
}
