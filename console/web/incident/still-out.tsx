import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import { CallLink } from '../calls/call-link.tsx';
import { Icon } from '../shell/icon.tsx';
import styles from './resolve-form.module.css';
import { useDispatches } from './use-dispatches.ts';

/**
 * Who was sent and has not been said to have done it, before one closes: whoever got a message is told by one; who was
 * phoned has to be phoned.
 */
export function StillOut({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const sent = incident.events.filter(({ dispatch }) => dispatch !== undefined).length;
  const { data = [] } = useDispatches(incident.id, sent);
  const out = data.filter(({ doneAt }) => doneAt === undefined);
  if (out.length === 0) return null;
  const told = out.filter(({ to }) => to.kind !== 'service').map(({ to }) => to.name);
  return (
    <div className={styles.out} data-testid="still-out">
      {out
        .filter(({ to }) => to.kind === 'service')
        .map(({ id, to }) => (
          <p key={id} className={styles.phoned}>
            <Icon name="warning" /> <span>{t('resolve.phoneOff', { name: to.name })}</span>
            <CallLink name={to.name} phone={to.phone} />
          </p>
        ))}
      {told.length > 0 && <p>{t('resolve.isTold', { names: [...new Set(told)].join('、') })}</p>}
    </div>
  );
}
