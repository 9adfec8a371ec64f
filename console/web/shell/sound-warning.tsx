import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSiren, useSirenArmed } from '../sound/siren-context.ts';
import { BigButton } from './big-button.tsx';
import { Icon } from './icon.tsx';
import styles from './sound-warning.module.css';

/** After a reload the browser holds sound back until the page is touched; until then this cannot be overlooked. */
export function SoundWarning() {
  const { t } = useTranslation();
  const siren = useSiren();
  const armed = useSirenArmed();
  useEffect(() => {
    const arm = () => {
      if (!siren.armed()) siren.arm();
    };
    // Not pointerdown: the warning goes, everything below moves up, and the click would hit something else.
    window.addEventListener('click', arm);
    window.addEventListener('keydown', arm);
    return () => {
      window.removeEventListener('click', arm);
      window.removeEventListener('keydown', arm);
    };
  }, [siren]);
  if (armed) return null;
  return (
    <div className={styles.warning} role="status" data-testid="sound-blocked">
      <Icon name="soundOff" size={28} />
      <strong>{t('sound.blocked')}</strong>
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
