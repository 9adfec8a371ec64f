import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import type { CallResult } from '../../../contracts/call.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { telLink } from '../calls/dial.ts';
import { BigButton } from '../shell/big-button.tsx';
import { Icon } from '../shell/icon.tsx';
import styles from './action-bar.module.css';

const KEYS = { reached: 'Y', no_answer: 'O', refused: 'X', wrong_number: 'W' } as const satisfies Record<
  CallResult,
  string
>;
const RESULTS = Object.keys(KEYS) as CallResult[];

export interface CallFormProps {
  who: CalleeEntry;
  busy: boolean;
  onResult: (result: CallResult) => void;
  onCancel: () => void;
}

/** On the phone: Enter dials where this computer can, and what came of it is one key. */
export function CallForm({ who, busy, onResult, onCancel }: CallFormProps) {
  const { t } = useTranslation();
  const number = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    number.current?.focus();
  }, []);
  const say = (result: CallResult) => () => {
    if (!busy) onResult(result);
  };
  useShortcuts({
    reached: say('reached'),
    no_answer: say('no_answer'),
    refused: say('refused'),
    wrong_number: say('wrong_number'),
  });
  return (
    <div role="group" aria-label={t('calls.onPhone', { name: who.name })} data-testid="call-form">
      <p className={styles.lead}>
        <Icon name="phone" /> {t('calls.onPhone', { name: who.name })}{' '}
        {who.phone !== undefined && (
          <a ref={number} className={styles.dialled} href={telLink(who.phone)}>
            {who.phone}
          </a>
        )}
      </p>
      <div className={styles.results}>
        {RESULTS.map((result) => (
          <BigButton
            key={result}
            kind={result === 'reached' ? 'primary' : 'quiet'}
            shortcut={KEYS[result]}
            busy={busy}
            onClick={say(result)}
          >
            {t(`calls.result.${result}`)}
          </BigButton>
        ))}
        <BigButton onClick={onCancel}>{t('action.cancel')}</BigButton>
      </div>
    </div>
  );
}
