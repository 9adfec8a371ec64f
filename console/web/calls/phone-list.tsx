import { useTranslation } from 'react-i18next';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import type { ServiceKind } from '../../../contracts/outside-service.ts';
import { calleeKey } from './callee-key.ts';
import type { CallMade } from './calls-made.ts';
import { telLink } from './dial.ts';
import { PhoneLine } from './phone-line.tsx';
import styles from './phone-list.module.css';

/** The numbers that everybody in the country can ring, for where no service of the kind is registered. */
const PUBLIC_NUMBERS = [
  ['ambulance', '120'],
  ['fire', '119'],
  ['police', '110'],
] as const satisfies [ServiceKind, string][];
/** Further down there is no key for it. */
const KEYS = 9;

export interface PhoneListProps {
  people: readonly CalleeEntry[];
  missing: 'loading' | 'failed' | undefined;
  made: ReadonlyMap<string, CallMade[]>;
  /** whom the next action asks to call */
  next: CalleeEntry | undefined;
  timeZone: string | undefined;
  onCall: (person: CalleeEntry) => void;
}

/** Whom to ring, in order, with the key that rings them and what came of the last call. */
export function PhoneList({ people, missing, made, next, timeZone, onCall }: PhoneListProps) {
  const { t } = useTranslation();
  const unregistered = PUBLIC_NUMBERS.filter(
    ([kind]) => !people.some((person) => person.kind === 'service' && person.person === kind),
  );
  return (
    <>
      {missing !== undefined && (
        <p role="status">{t(missing === 'failed' ? 'calls.incomplete' : 'app.loading')}</p>
      )}
      <ol className={styles.list} aria-label={t('calls.list')} data-testid="call-list">
        {people.map((person, index) => (
          <PhoneLine
            key={calleeKey(person)}
            person={person}
            digit={index < KEYS ? index + 1 : undefined}
            made={made.get(calleeKey(person)) ?? []}
            next={next !== undefined && calleeKey(next) === calleeKey(person)}
            timeZone={timeZone}
            onCall={onCall}
          />
        ))}
      </ol>
      {unregistered.length > 0 && (
        <p className={styles.public}>
          <span>{t('calls.emergency')}</span>
          {unregistered.map(([kind, phone]) => (
            <a key={kind} href={telLink(phone)} className={styles.number}>
              {t(`calls.service.${kind}`)} <strong>{phone}</strong>
            </a>
          ))}
        </p>
      )}
    </>
  );
}
