import { useTranslation } from 'react-i18next';
import styles from './readings-section.module.css';

const MARKS = {
  motion: <rect x="1" y="4" width="18" height="12" className={styles.fill} />,
  present: <rect x="1" y="4" width="18" height="12" className={styles.thin} />,
  opened: <path d="M10 3 18 17H2z" className={styles.stroke} />,
  closed: <path d="M10 17 2 3h16z" className={styles.fill} />,
  open: <path d="M0 10h20" className={styles.thick} />,
  alarm: <path d="M10 1 19 10 10 19 1 10z" className={styles.alarm} />,
  technical: <path d="M10 2 18 10 10 18 2 10z" className={styles.thin} />,
  silent: <path d="M0 12 12 0M0 20 20 0M8 20 20 8" className={styles.thin} />,
  night: <rect x="0" y="0" width="20" height="20" className={styles.night} />,
} as const;

/** What the marks of the chart mean; each has a shape of its own. */
export function MarkLegend() {
  const { t } = useTranslation();
  return (
    <ul className={styles.legend}>
      {(Object.keys(MARKS) as (keyof typeof MARKS)[]).map((kind) => (
        <li key={kind}>
          <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
            {MARKS[kind]}
          </svg>
          {t(`readings.mark.${kind}`)}
        </li>
      ))}
    </ul>
  );
}
