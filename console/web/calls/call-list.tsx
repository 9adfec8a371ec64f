import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import { Icon, type IconName } from '../shell/icon.tsx';
import { CallLine } from './call-line.tsx';
import styles from './call-list.module.css';
import { groupCalls, type CalledPerson, type Reach } from './group-calls.ts';
import { useCalls } from './use-calls.ts';
import { usePersonWord } from './use-person-word.ts';

const ICONS: Record<Reach, IconName> = {
  answered: 'check',
  delivered: 'check',
  sent: 'forward',
  trying: 'clock',
  cancelled: 'cross',
  failed: 'warning',
};

export interface CallListProps {
  incident: Incident;
  timeZone: string | undefined;
}

/** Who was called by what, and what became of it. Delivered is not answered (DOMAIN rule 5). */
export function CallList({ incident, timeZone }: CallListProps) {
  const { t } = useTranslation();
  const calls = useCalls(incident);
  if (calls.error && !calls.data) return <p role="alert">{t('calls.unknown')}</p>;
  if (!calls.data) return <p>{t('app.loading')}</p>;
  if (calls.data.length === 0) return <p>{t('calls.none')}</p>;
  return (
    <>
      {calls.error && <p role="status">{t('calls.stale')}</p>}
      <ul className={styles.people} data-testid="calls">
        {groupCalls(calls.data).map((person) => (
          <Person
            key={person.recipient.id}
            person={person}
            waiting={incident.state === 'open'}
            timeZone={timeZone}
          />
        ))}
      </ul>
    </>
  );
}

/** Only the newest few are open: after ten rounds the list must still be readable. */
const SHOWN = 3;

interface PersonProps {
  person: CalledPerson;
  /** nobody has it yet: somebody who cannot be reached matters now */
  waiting: boolean;
  timeZone: string | undefined;
}

function Person({ person: { recipient, reach, calls }, waiting, timeZone }: PersonProps) {
  const { t } = useTranslation();
  const word = usePersonWord();
  const older = calls.slice(SHOWN);
  return (
    <li className={styles.person} data-reach={reach} data-waiting={waiting || undefined}>
      <p className={styles.head}>
        <span>
          <strong>{recipient.name}</strong> <span className={styles.dim}>{word(recipient)}</span>
        </span>
        <span className={styles.reach}>
          <Icon name={ICONS[reach]} size={16} /> {t(`calls.reach.${reach}`)}
        </span>
      </p>
      <ol className={styles.calls}>
        {calls.slice(0, SHOWN).map((call) => (
          <CallLine key={call.id} call={call} timeZone={timeZone} />
        ))}
      </ol>
      {older.length > 0 && (
        <details className={styles.older}>
          <summary>{t('calls.older', { count: older.length })}</summary>
          <ol className={styles.calls}>
            {older.map((call) => (
              <CallLine key={call.id} call={call} timeZone={timeZone} />
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}
