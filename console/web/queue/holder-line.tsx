import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import { useNow } from '../clock/use-now.ts';
import { formatElapsed } from '../format/format-elapsed.ts';
import { useUser } from '../session/session-context.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './holder-line.module.css';

/** Who has it, and how long their acknowledgement still lasts. */
export function HolderLine({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const user = useUser();
  const now = useNow();
  const held = incident.acknowledgement;
  if (!held || incident.state === 'resolved') return null;
  const left = Date.parse(held.leaseUntil) - now;
  const mine = held.by === user.id;
  return (
    <span className={styles.line} data-short={left < 60_000 || undefined}>
      <Icon name="person" size={16} />
      <span>{mine ? t('queue.holderYou') : t('queue.holder', { name: held.byName })}</span>
      <span className={styles.left}>
        {left > 0 ? t('queue.lease', { time: formatElapsed(left) }) : t('queue.leaseOver')}
      </span>
    </span>
  );
}
