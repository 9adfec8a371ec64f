import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import { formatElapsed } from '../format/format-elapsed.ts';
import { formatTime } from '../format/format-time.ts';
import { useShownNow } from '../live/use-shown-now.ts';
import { countdownPhase } from '../queue/countdown-phase.ts';
import { BigButton } from '../shell/big-button.tsx';
import { Icon } from '../shell/icon.tsx';
import styles from './lease-strip.module.css';

export interface LeaseStripProps {
  held: NonNullable<Incident['acknowledgement']>;
  busy: boolean;
  onKeep: () => void;
}

/**
 * Until when it is yours, and the one button that keeps it; always in the same place, also while a form is open.
 * Screen readers hear the warning once, not every second.
 */
export function LeaseStrip({ held, busy, onKeep }: LeaseStripProps) {
  const { t, i18n } = useTranslation();
  const now = useShownNow();
  const until = Date.parse(held.leaseUntil);
  const phase = countdownPhase(until - now);
  const time = formatElapsed(until - now);
  return (
    <div className={styles.strip} data-phase={phase} data-testid="lease">
      <p className={styles.words}>
        {phase !== 'running' && <Icon name="warning" />}
        <span>{t('action.yoursUntil', { time: formatTime(until, now, i18n.language) })}</span>
        <span className={styles.left}>
          {phase === 'over' ? t('queue.leaseOver') : t('queue.lease', { time })}
        </span>
      </p>
      <p className="visually-hidden" role="alert">
        {phase === 'ending' && t('action.leaseEnding')}
      </p>
      <BigButton shortcut="A" title={t('action.renewHint')} busy={busy} onClick={onKeep}>
        {t('action.renew')}
      </BigButton>
    </div>
  );
}
