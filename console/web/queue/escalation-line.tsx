import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import { formatElapsed } from '../format/format-elapsed.ts';
import { formatTime } from '../format/format-time.ts';
import { useConnection } from '../live/live-context.ts';
import { useShownNow } from '../live/use-shown-now.ts';
import { Icon } from '../shell/icon.tsx';
import { countdownPhase } from './countdown-phase.ts';
import styles from './holder-line.module.css';

/** Further away than this the hour says more than a countdown. */
const COUNTED_MS = 3_600_000;

/** When the next people are called, for as long as nobody has it. A work order calls nobody: nothing is said. */
export function EscalationLine({ incident }: { incident: Incident }) {
  const { t, i18n } = useTranslation();
  const now = useShownNow();
  const stale = useConnection().state === 'lost';
  const { escalation, state, priority } = incident;
  if (escalation === undefined || state !== 'open' || priority === 3) return null;
  const nextAt = Date.parse(escalation.nextAt);
  const left = nextAt - now;
  const round = escalation.rounds + 1;
  const words = stale
    ? t('queue.nextCallUnknown')
    : countdownPhase(left) === 'over'
      ? t('queue.callingNow', { round })
      : left > COUNTED_MS
        ? t('queue.nextCallAt', { time: formatTime(nextAt, now, i18n.language), round })
        : t('queue.nextCall', { time: formatElapsed(left), round });
  return (
    <span className={styles.line} data-testid="next-call">
      <Icon name="phone" size={16} />
      <span className={styles.left}>{words}</span>
    </span>
  );
}
