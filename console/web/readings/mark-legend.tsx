import { useTranslation } from 'react-i18next';
import styles from './readings-section.module.css';

const MARKS = {
  motion: <rect x="1" y="5" width="18" height="10" className={styles.fill} />,
  opened: <path d="M10 3 18 17H2z" className={styles.stroke} />,
  closed: <path d="M10 17 2 3h16z" className={styles.fill} />,
  alarm: <path d="M10 1 19 10 10 19 1 10z" className={styles.alarm} />,
  heard: <path d="M1 10h18" className={styles.stroke} />,
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
