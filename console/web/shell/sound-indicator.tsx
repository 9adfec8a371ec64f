import { useTranslation } from 'react-i18next';
import { useSirenArmed } from '../sound/siren-context.ts';
import { useSounding } from '../sound/alarm-sound-context.ts';
import { BigButton } from './big-button.tsx';
import { Icon } from './icon.tsx';
import styles from './sound-indicator.module.css';

/** Whether this computer can be heard, what sounds now, and the way to silence it without acknowledging. */
export function SoundIndicator() {
  const { t } = useTranslation();
  const armed = useSirenArmed();
  const { decision, silenced, silence } = useSounding();
  if (!armed) return null;
  const word =
    decision.sound === 'life'
      ? t('sound.ringingLife')
      : decision.sound === 'urgent'
        ? t('sound.ringingUrgent')
        : silenced
          ? t('sound.silenced')
          : t('sound.armed');
  const rings = decision.sound !== 'none';
  return (
    <div className={styles.indicator} data-testid="sound" data-sound={decision.sound}>
      <Icon name={silenced && !rings ? 'soundOff' : 'sound'} />
      <span className={rings || silenced ? undefined : styles.calm}>{word}</span>
      {rings && (
        <BigButton shortcut="M" title={t('sound.silenceHint')} onClick={silence}>
          {t('sound.silence')}
        </BigButton>
      )}
    </div>
  );
}
