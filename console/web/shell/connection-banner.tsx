import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { useDuration } from '../format/use-duration.ts';
import { useConnection } from '../live/live-context.ts';
import styles from './connection-banner.module.css';
import { Icon } from './icon.tsx';

const RESTORED_SHOWN_MS = 6_000;

/** A loss is told in the largest words of the screen; its end briefly, so that nobody wonders. */
export function ConnectionBanner() {
  const { state } = useConnection();
  return <div role="alert">{state === 'lost' ? <Lost /> : state === 'live' && <Restored />}</div>;
}

function Lost() {
  const { t, i18n } = useTranslation();
  const { heardAt } = useConnection();
  const say = useDuration();
  const now = useNow();
  return (
    <div className={styles.lost} data-testid="connection-lost">
      <Icon name="warning" size={40} />
      <div>
        <p className={styles.strong}>{t('connection.lost')}</p>
        <p className={styles.asOf}>
          {t('connection.asOf', { time: formatTime(heardAt, now, i18n.language) })}
          {/* Said once by a screen reader, not every second. */}
          <span aria-hidden="true"> {t('connection.age', { time: say(now - heardAt) })}</span>
        </p>
        <p>{t('connection.lostHint')}</p>
      </div>
    </div>
  );
}

/** Mounted when the connection has become live: shown only if it had been lost, and not for long. */
function Restored() {
  const { t } = useTranslation();
  const { restoredAt } = useConnection();
  const [shown, setShown] = useState(true);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setShown(false);
    }, RESTORED_SHOWN_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, []);
  if (!shown || restoredAt === undefined) return null;
  return (
    <p className={styles.restored} data-testid="connection-restored">
      <Icon name="check" /> {t('connection.restored')}
    </p>
  );
}
