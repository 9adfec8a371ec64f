import { useTranslation } from 'react-i18next';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import { calleeKey } from './callee-key.ts';
import type { CallMade } from './calls-made.ts';
import { PhoneLine } from './phone-line.tsx';
import styles from './phone-list.module.css';
import { PublicNumbers } from './public-numbers.tsx';

/** Further down there is no key for it. */
const KEYS = 9;

export interface PhoneListProps {
  /** undefined while that is not known */
  people: readonly CalleeEntry[] | undefined;
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
  return (
    <>
      {missing !== undefined && (
        <p role="status">{t(missing === 'failed' ? 'calls.incomplete' : 'app.loading')}</p>
      )}
      <ol className={styles.list} aria-label={t('calls.list')} data-testid="call-list">
        {people?.map((person, index) => (
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
      <PublicNumbers people={people} />
    </>
  );
}
