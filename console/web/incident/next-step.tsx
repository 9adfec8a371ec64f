import { useTranslation } from 'react-i18next';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import type { ChecklistItem } from '../../../contracts/checklists.ts';
import { calleeKey } from '../calls/callee-key.ts';
import { telLink } from '../calls/dial.ts';
import { PublicNumbers } from '../calls/public-numbers.tsx';
import { useCalleeWord } from '../calls/use-callee-word.ts';
import { useNow } from '../clock/use-now.ts';
import { formatElapsed } from '../format/format-elapsed.ts';
import { formatTime } from '../format/format-time.ts';
import { BigButton } from '../shell/big-button.tsx';
import { Icon } from '../shell/icon.tsx';
import { ActionButton } from './action-button.tsx';
import styles from './action-bar.module.css';
import type { Action, Choice } from './choose-actions.ts';
import type { NextAction } from './next-action.ts';

export interface NextStepProps {
  next: NextAction;
  choice: Choice;
  people: readonly CalleeEntry[] | undefined;
  busy: boolean;
  onAct: (action: Action) => void;
  onCall: (person: CalleeEntry) => void;
  onCheck: (item: ChecklistItem) => void;
}

/** The one thing to do now, as large as nothing else; or why there is nothing to do. */
export function NextStep({ next, choice, people, busy, onAct, onCall, onCheck }: NextStepProps) {
  const { t } = useTranslation();
  const act = (action: Action, hint?: string) => (
    <ActionButton action={action} choice={choice} primary hint={hint} busy={busy} onAct={onAct} />
  );
  switch (next.kind) {
    case 'none':
      return null;
    case 'follow':
      return <p className={styles.held}>{t('action.readOnly')}</p>;
    case 'wait':
      return <Waiting name={next.name} until={next.until} />;
    case 'load':
      return (
        <p role="status" className={styles.load}>
          <Icon name="clock" /> {t('action.load')}
        </p>
      );
    case 'acknowledge':
      return act('acknowledge', next.lost ? t('action.acknowledgeLost') : undefined);
    case 'call':
      return <CallButton who={next.who} people={people} primary busy={busy} onCall={onCall} />;
    case 'check':
      return (
        <>
          <a className={styles.dial} href={telLink(next.phone)}>
            <Icon name="phone" /> {t('action.check', { phone: next.phone })}
          </a>
          <BigButton
            kind="primary"
            busy={busy}
            hint={t(`checklist.item.${next.item}`)}
            onClick={() => {
              onCheck(next.item);
            }}
          >
            <Icon name="check" /> {t('action.checkDone')}
          </BigButton>
        </>
      );
    case 'dispatch': {
      const { because, to } = next;
      return (
        <>
          {act('dispatch', because && t(`action.dispatchBecause.${because}`, { name: to?.name ?? '' }))}
          {because === 'people_unknown' && <PublicNumbers people={undefined} />}
        </>
      );
    }
    case 'arrive':
      return (
        <>
          {act('arrive', next.ask && t('action.arriveAsk', { name: next.ask.name }))}
          {next.ask?.who?.phone !== undefined && (
            <CallButton who={next.ask.who} people={people} busy={busy} onCall={onCall} />
          )}
        </>
      );
    case 'resolve':
      return act('resolve', t(`action.resolveBecause.${next.because}`));
  }
}

/** Another has it: until when, and what one can do meanwhile. */
function Waiting({ name, until }: { name: string; until: number }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  return (
    <div className={styles.waiting} data-testid="held-by">
      <p className={styles.lead}>
        <Icon name="person" /> {t('action.held', { name })}
      </p>
      <p className={styles.number}>
        {t('action.waitUntil', {
          time: formatTime(until, now, i18n.language),
          left: formatElapsed(until - now),
        })}
      </p>
      <p className={styles.hint}>{t('action.waitHint')}</p>
    </div>
  );
}

interface CallButtonProps extends Pick<NextStepProps, 'people' | 'busy' | 'onCall'> {
  who: CalleeEntry;
  primary?: boolean;
}

function CallButton({ who, people, primary = false, busy, onCall }: CallButtonProps) {
  const { t } = useTranslation();
  const word = useCalleeWord();
  const place = 1 + (people?.findIndex((person) => calleeKey(person) === calleeKey(who)) ?? -1);
  return (
    <BigButton
      kind={primary ? 'primary' : 'quiet'}
      hint={t('calls.dialHint', { phone: who.phone ?? '', what: word(who) })}
      shortcut={place >= 1 && place <= 9 ? String(place) : undefined}
      busy={busy}
      onClick={() => {
        onCall(who);
      }}
    >
      <Icon name="phone" /> {t('calls.dial', { name: who.name })}
    </BigButton>
  );
}
