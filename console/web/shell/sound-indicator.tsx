import { useTranslation } from 'react-i18next';
import { useSirenState } from '../sound/siren-context.ts';
import { useSounding } from '../sound/alarm-sound-context.ts';
import { BigButton } from './big-button.tsx';
import { Icon } from './icon.tsx';
import styles from './sound-indicator.module.css';

const WORDS = {
  life: 'sound.ringingLife',
  urgent: 'sound.ringingUrgent',
  lost: 'sound.ringingLost',
} as const;

/** Whether this computer can be heard, what sounds now, and the way to silence it without acknowledging. */
export function SoundIndicator() {
  const { t } = useTranslation();
  const state = useSirenState();
  const { sound, silenced, silence } = useSounding();
  if (state !== 'armed') return null;
  const word = sound === 'none' ? t(silenced ? 'sound.silenced' : 'sound.armed') : t(WORDS[sound]);
  const rings = sound !== 'none';
  return (
    <div className={styles.indicator} data-testid="sound" data-sound={sound}>
      <Icon name={silenced && !rings ? 'soundOff' : 'sound'} />
      <span
        className={styles.word}
        data-rings={rings || undefined}
        data-calm={(!rings && !silenced) || undefined}
      >
        {word}
      </span>
      {rings && (
        <BigButton shortcut="M" title={t('sound.silenceHint')} onClick={silence}>
          {t('sound.silence')}
        </BigButton>
      )}
    </div>
  );
}
