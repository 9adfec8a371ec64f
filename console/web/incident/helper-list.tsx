import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import type { Contact } from '../api/shapes.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './helper-list.module.css';
import { helpersUnderWay } from './helpers-under-way.ts';

export interface HelperListProps {
  incident: Incident;
  contacts: Contact[] | undefined;
  timeZone: string | undefined;
}

/** Which contacts are going or there, and since when. */
export function HelperList({ incident, contacts, timeZone }: HelperListProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const helpers = incident.state === 'resolved' ? [] : helpersUnderWay(incident);
  return (
    <div role="status">
      {helpers.length > 0 && (
        <ul className={styles.list} data-testid="helpers">
          {helpers.map(({ id, name, since, there }) => {
            const relation = contacts?.find((contact) => contact.id === id)?.relation;
            const who =
              relation === undefined
                ? name
                : t('incident.helper', { name, relation: t(`relation.${relation}`) });
            const time = formatTime(since, now, i18n.language, timeZone);
            return (
              <li key={id} className={styles.helper}>
                <Icon name={there ? 'door' : 'forward'} />
                {there ? t('incident.helperThere', { who, time }) : t('incident.helperGoing', { who, time })}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
