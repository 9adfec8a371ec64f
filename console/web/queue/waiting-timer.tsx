import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import { formatElapsed } from '../format/format-elapsed.ts';
import { formatTime } from '../format/format-time.ts';
import { useConnection } from '../live/live-context.ts';
import { useShownNow } from '../live/use-shown-now.ts';
import { ANSWER_LIMIT_MS, ANSWER_TARGET_MS, waitingPhase, type WaitingPhase } from './waiting-phase.ts';
import styles from './waiting-timer.module.css';

const WORDS = {
  in_target: 'queue.target60',
  late: 'queue.target180',
  overdue: 'queue.overdue',
} as const satisfies Record<WaitingPhase, string>;

/** How long nobody has answered, against the targets of 60 s and 180 s; in figures, in words and as a bar. */
export function WaitingTimer({ incident }: { incident: Incident }) {
  const { t, i18n } = useTranslation();
  const now = useShownNow();
  const stale = useConnection().state === 'lost';
  const calledAt = Date.parse(incident.calledAt);
  if (incident.state !== 'open') {
    if (!incident.acknowledgement) return null;
    const answered = Date.parse(incident.acknowledgement.at) - calledAt;
    return <p className={styles.answered}>{t('queue.answeredAfter', { time: formatElapsed(answered) })}</p>;
  }
  const waited = now - calledAt;
  const phase = waitingPhase(waited);
  const calls = incident.priority !== 3;
  return (
    <div className={styles.timer} data-phase={calls ? phase : undefined} data-stale={stale || undefined}>
      <p className={styles.figure}>
        <span className="visually-hidden">{t('queue.since')} </span>
        {formatElapsed(waited)}
      </p>
      {calls && (
        <>
          <div className={styles.bar} aria-hidden="true">
            <span style={{ width: `${Math.min(100, (waited / ANSWER_LIMIT_MS) * 100)}%` }} />
            <i style={{ left: `${(ANSWER_TARGET_MS / ANSWER_LIMIT_MS) * 100}%` }} />
          </div>
          <p className={styles.word}>
            {stale
              ? t('connection.asOfShort', { time: formatTime(now, now, i18n.language) })
              : t(WORDS[phase])}
          </p>
        </>
      )}
    </div>
  );
}
