import { useTranslation } from 'react-i18next';
import type { Priority } from '../../../contracts/alarm.ts';
import styles from './priority-sign.module.css';

/** Eight corners, three corners, none: told apart without colour, also in the corner of the eye. */
const SHAPES: Record<Priority, string> = {
  1: 'M12 2h16l10 10v16L28 38H12L2 28V12z',
  2: 'M20 2 39 37H1z',
  3: 'M20 3a17 17 0 1 1 0 34 17 17 0 0 1 0-34z',
};

/** Priority as shape, number and word. */
export function PrioritySign({ priority }: { priority: Priority }) {
  const { t } = useTranslation();
  const word = t(`priority.${priority}`);
  return (
    <span className={styles.sign} data-priority={priority}>
      <svg viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">
        <path d={SHAPES[priority]} className={styles.shape} />
        <text x="20" y={priority === 2 ? 32 : 28} textAnchor="middle" className={styles.number}>
          {priority}
        </text>
      </svg>
      <span className={styles.word} aria-hidden="true">
        {word}
      </span>
      <span className="visually-hidden">{t('priority.label', { number: priority, word })}</span>
    </span>
  );
}
