import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSiren, useSirenState } from '../sound/siren-context.ts';
import { BigButton } from './big-button.tsx';
import { Icon } from './icon.tsx';
import styles from './sound-warning.module.css';

/**
 * After a reload the browser holds sound back until the page is touched, and a sound device can go away; until it is
 * back this cannot be overlooked.
 */
export function SoundWarning() {
  const { t } = useTranslation();
  const siren = useSiren();
  const state = useSirenState();
  useEffect(() => {
    const arm = () => {
      if (siren.state() !== 'armed') siren.arm();
    };
    // Not pointerdown: the warning goes, everything below moves up, and the click would hit something else.
    window.addEventListener('click', arm);
    window.addEventListener('keydown', arm);
    return () => {
      window.removeEventListener('click', arm);
      window.removeEventListener('keydown', arm);
    };
  }, [siren]);
  if (state === 'armed') return null;
  return (
    <div className={styles.warning} role="status" data-testid="sound-blocked">
      <Icon name="soundOff" size={28} />
      <div className={styles.words}>
        <strong className={styles.strong}>{t(state === 'stuck' ? 'sound.stuck' : 'sound.blocked')}</strong>
        <p>{t(state === 'stuck' ? 'sound.stuckHint' : 'sound.blockedHint')}</p>
      </div>
      <BigButton
        kind="primary"
        onClick={() => {
          siren.arm();
        }}
      >
        {t('sound.arm')}
      </BigButton>
    </div>
  );
}
