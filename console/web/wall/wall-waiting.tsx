import { useTranslation } from 'react-i18next';
import { formatElapsed } from '../format/format-elapsed.ts';
import { PrioritySign } from '../queue/priority-sign.tsx';
import { waitingPhase } from '../queue/waiting-phase.ts';
import type { WallLine } from './wall-state.ts';
import styles from './wall.module.css';

const SHOWN = 3;
const WORDS = { in_target: 'wall.inTarget', late: 'wall.late', overdue: 'wall.overdue' } as const;

/** What nobody has: how many of each priority, the longest timer against the target, and where. */
export function WallWaiting({ waiting, now }: { waiting: readonly WallLine[]; now: number }) {
  const { t } = useTranslation();
  const first = Math.min(...waiting.map(({ since }) => since));
  if (waiting.length === 0) {
    return (
      <section className={styles.quiet} aria-label={t('wall.waiting')}>
        <p>{t('wall.quiet')}</p>
      </section>
    );
  }
  const phase = waitingPhase(now - first);
  return (
    <section className={styles.waiting} data-phase={phase} aria-label={t('wall.waiting')}>
      <div className={styles.totals}>
        {([1, 2] as const).map((priority) => (
          <Total
            key={priority}
            priority={priority}
            count={waiting.filter((one) => one.priority === priority).length}
          />
        ))}
        <p className={styles.longest} data-phase={phase}>
          <span>{t('wall.longest')}</span>
          <strong>{formatElapsed(now - first)}</strong>
          <span className={styles.phase}>{t(WORDS[phase])}</span>
        </p>
      </div>
      <ul className={styles.lines}>
        {waiting.slice(0, SHOWN).map((one) => (
          <li key={one.id} className={styles.line} data-priority={one.priority}>
            <PrioritySign priority={one.priority} />
            <span className={styles.what}>
              <strong>{t(`type.${one.type}`)}</strong>
              <span>{one.areaName}</span>
            </span>
            <strong className={styles.timer}>{formatElapsed(now - one.since)}</strong>
          </li>
        ))}
      </ul>
      {waiting.length > SHOWN && (
        <p className={styles.more}>{t('wall.more', { count: waiting.length - SHOWN })}</p>
      )}
    </section>
  );
}

/** Of what nobody calls for there is no colour either. */
function Total({ priority, count }: { priority: 1 | 2; count: number }) {
  return (
    <p className={styles.total} data-none={count === 0 || undefined}>
      <PrioritySign priority={priority} />
      <strong>{count}</strong>
    </p>
  );
}
