import { useTranslation } from 'react-i18next';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import type { CallResult } from '../../../contracts/call.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { Icon, type IconName } from '../shell/icon.tsx';
import { CallLink } from './call-link.tsx';
import type { CallMade } from './calls-made.ts';
import styles from './phone-list.module.css';
import { useCalleeWord } from './use-callee-word.ts';

const ICONS: Record<CallResult, IconName> = {
  reached: 'check',
  no_answer: 'clock',
  refused: 'cross',
  wrong_number: 'warning',
};

export interface PhoneLineProps {
  person: CalleeEntry;
  digit: number | undefined;
  /** the newest first */
  made: readonly CallMade[];
  next: boolean;
  timeZone: string | undefined;
  onCall: (person: CalleeEntry) => void;
}

/** One person of the call list: pressing the number rings them and asks for what came of it. */
export function PhoneLine({ person, digit, made, next, timeZone, onCall }: PhoneLineProps) {
  const word = useCalleeWord();
  return (
    <li className={styles.line} data-next={next || undefined} data-callee={person.id}>
      <span className={styles.digit}>{digit !== undefined && <kbd>{digit}</kbd>}</span>
      <div className={styles.who}>
        <p className={styles.name}>{person.name}</p>
        <p className={styles.facts}>
          <span className={styles.dim}>{word(person)}</span>
          <LastCall made={made} timeZone={timeZone} />
        </p>
      </div>
      <CallLink
        name={person.name}
        phone={person.phone}
        digit={digit}
        onCall={() => {
          onCall(person);
        }}
      />
    </li>
  );
}

function LastCall({ made, timeZone }: Pick<PhoneLineProps, 'made' | 'timeZone'>) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const [last] = made;
  if (!last) return null;
  const said = {
    result: t(`calls.result.${last.result}`),
    time: formatTime(last.at, now, i18n.language, timeZone),
    count: made.length,
  };
  return (
    <span className={styles.result} data-result={last.result}>
      <Icon name={ICONS[last.result]} size={16} />
      {made.length > 1 ? t('calls.madeOften', said) : t('calls.madeAt', said)}
    </span>
  );
}
