import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { useLive } from '../live/live-context.ts';
import { createSounder, type SoundListener, type SoundReport } from './create-sounder.ts';
import { useSiren } from './siren-context.ts';

export interface AlarmSound extends SoundReport {
  silence: () => void;
}

/** Sounds the alarms of this page for as long as it is there. */
export function useAlarmSound(listener: SoundListener): AlarmSound {
  const { store, client } = useLive();
  const siren = useSiren();
  const [sounder] = useState(() => createSounder({ store, client, siren }));
  const onNewRing = useEffectEvent(listener.onNewRing);
  const onCalling = useEffectEvent(listener.onCalling);
  useEffect(
    () =>
      sounder.start({
        onNewRing: (ids) => {
          onNewRing(ids);
        },
        onCalling: (calling) => {
          onCalling(calling);
        },
      }),
    [sounder],
  );
  const report = useSyncExternalStore(sounder.subscribe, sounder.report);
  return { ...report, silence: sounder.silence };
}
