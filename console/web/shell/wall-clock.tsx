import { useTranslation } from 'react-i18next';
import { useNow } from '../clock/use-now.ts';
import styles from './wall-clock.module.css';

/** The platform's time: the one that goes into the record. */
export function WallClock() {
  const { i18n } = useTranslation();
  const now = useNow();
  const text = new Intl.DateTimeFormat(i18n.language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(now);
  return (
    <time className={styles.clock} dateTime={new Date(now).toISOString()}>
      {text}
    </time>
  );
}
