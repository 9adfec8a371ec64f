import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../clock/use-now.ts';
import { platformNow } from '../clock/platform-clock.ts';
import { useConnection } from '../live/live-context.ts';
import { useDuration } from '../format/use-duration.ts';
import { Icon } from './icon.tsx';
import styles from './connection-banner.module.css';

const RESTORED_SHOWN_MS = 6_000;

/** A loss is told in the largest words of the screen; its end briefly, so that nobody wonders. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const { state, heardAt } = useConnection();
  const restored = useRestored(state === 'lost');
  const say = useDuration();
  useNow();
  const age = Date.now() - heardAt;
  return (
    <div role="alert">
      {state === 'lost' && (
        <div className={styles.lost} data-testid="connection-lost">
          <Icon name="warning" size={32} />
          <div>
            <p className={styles.strong}>{t('connection.lost', { time: say(age) })}</p>
            <p>{t('connection.lostHint')}</p>
          </div>
        </div>
      )}
      {state === 'live' && restored && (
        <p className={styles.restored}>
          <Icon name="check" /> {t('connection.restored')}
        </p>
      )}
    </div>
  );
}

function useRestored(lost: boolean): boolean {
  const [lostAt, setLostAt] = useState<number>();
  const [restored, setRestored] = useState(false);
  useEffect(() => {
    if (lost) {
      setLostAt(platformNow());
      return;
    }
    if (lostAt === undefined) return;
    setLostAt(undefined);
    setRestored(true);
    const timer = window.setTimeout(() => {
      setRestored(false);
    }, RESTORED_SHOWN_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [lost]);
  return restored;
}
