import { useTranslation } from 'react-i18next';
import { formatElapsed } from '../format/format-elapsed.ts';
import styles from './target-tile.module.css';

interface Times {
  p50Ms?: number | undefined;
  p95Ms?: number | undefined;
  maxMs?: number | undefined;
}

/** Median, 95th percentile and the longest, in minutes and seconds. */
export function WaitTimes({ p50Ms, p95Ms, maxMs }: Times) {
  const { t } = useTranslation();
  const times = [
    [t('supervisor.p50'), p50Ms],
    [t('supervisor.p95'), p95Ms],
    [t('supervisor.max'), maxMs],
  ] as const;
  return (
    <dl className={`${styles.tile} ${styles.times}`}>
      {times.map(([word, ms]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{ms === undefined ? '–' : formatElapsed(ms)}</dd>
        </div>
      ))}
    </dl>
  );
}
