import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import { formatElapsed } from '../format/format-elapsed.ts';
import { useShownNow } from '../live/use-shown-now.ts';
import { useUser } from '../session/session-context.ts';
import { Icon } from '../shell/icon.tsx';
import { countdownPhase } from './countdown-phase.ts';
import styles from './holder-line.module.css';

/** Who has it, and when it calls again unless they go on working. A contact who has it is no operator. */
export function HolderLine({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const user = useUser();
  const now = useShownNow();
  const held = incident.acknowledgement;
  if (!held || incident.state === 'resolved') return null;
  const left = Date.parse(held.leaseUntil) - now;
  const phase = countdownPhase(left);
  const name = held.byName;
  const who =
    held.by === user.id
      ? t('queue.holderYou')
      : held.kind === 'contact'
        ? t('queue.holderContact', { name })
        : t('queue.holder', { name });
  return (
    <span className={styles.line} data-phase={phase} data-testid="holder">
      <Icon name={phase === 'running' ? 'person' : 'warning'} size={16} />
      <span>{who}</span>
      <span className={styles.left}>
        {phase === 'over' ? t('queue.leaseOver') : t('queue.lease', { time: formatElapsed(left) })}
      </span>
    </span>
  );
}
