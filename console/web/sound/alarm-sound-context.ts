import { createContext, useContext } from 'react';
import type { AlarmSound } from './use-alarm-sound.ts';

export const AlarmSoundContext = createContext<AlarmSound | undefined>(undefined);

export function useSounding(): AlarmSound {
  const sound = useContext(AlarmSoundContext);
  if (!sound) throw new Error('useSounding outside of the shell');
  return sound;
}
