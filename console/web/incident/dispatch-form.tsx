import { Textarea } from '@mantine/core';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import type { DispatchedKind } from '../../../contracts/sent-out.ts';
import { calleeKey } from '../calls/callee-key.ts';
import { digitOf } from '../calls/digit-of.ts';
import type { Callables } from '../calls/use-people-to-call.ts';
import { useCalleeWord } from '../calls/use-callee-word.ts';
import { BigButton } from '../shell/big-button.tsx';
import { Icon } from '../shell/icon.tsx';
import styles from './resolve-form.module.css';

type Dispatchable = CalleeEntry & { kind: DispatchedKind };

export type DispatchFormProps = Callables & {
  /** who is proposed */
  to: CalleeEntry | undefined;
  busy: boolean;
  onSend: (order: { to?: { kind: DispatchedKind; id: string }; instructions?: string }) => void;
  onCancel: () => void;
};

/**
 * Who is sent: digits choose, Enter sends. Who is proposed stands first. The list stands still from when it is known;
 * before that nobody is sent, for Enter would send whoever happens to be the first.
 */
export function DispatchForm({ people, missing, to, busy, onSend, onCancel }: DispatchFormProps) {
  const { t } = useTranslation();
  const word = useCalleeWord();
  const form = useRef<HTMLFormElement>(null);
  const [choices, setChoices] = useState(() => people && choicesOf(people, to));
  if (choices === undefined && people !== undefined) setChoices(choicesOf(people, to));
  const ready = missing !== 'loading';
  const shown = [...(choices ?? []), undefined];
  const [chosen, setChosen] = useState(0);
  const [instructions, setInstructions] = useState('');

  function submit(): void {
    if (busy || !ready) return;
    const person = shown[chosen];
    const text = instructions.trim();
    onSend({
      ...(person && { to: { kind: person.kind, id: person.id } }),
      ...(text !== '' && { instructions: text }),
    });
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key === 'Escape') return onCancel();
    const digit = event.target instanceof HTMLTextAreaElement ? undefined : digitOf(event.nativeEvent);
    if (digit === undefined || digit > shown.length) return;
    event.preventDefault();
    setChosen(digit - 1);
    event.currentTarget.querySelectorAll<HTMLInputElement>('input[type=radio]')[digit - 1]?.focus();
  }

  useEffect(() => {
    // Who writes already goes on writing.
    if (document.activeElement instanceof HTMLTextAreaElement) return;
    (form.current?.querySelector('input') ?? form.current)?.focus();
  }, [ready]);

  return (
    <form
      ref={form}
      tabIndex={-1}
      className={styles.form}
      aria-label={t('action.sendTitle')}
      data-testid="dispatch-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={onKeyDown}
    >
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>{t('action.sendTitle')}</legend>
        {missing !== undefined && <p role="status">{t(ready ? 'calls.incomplete' : 'action.load')}</p>}
        {ready &&
          shown.map((person, index) => (
            <label key={person ? calleeKey(person) : 'nobody'} className={styles.choice}>
              <input
                type="radio"
                name="to"
                checked={chosen === index}
                onChange={() => {
                  setChosen(index);
                }}
              />
              {index < 9 && (
                <kbd className={styles.digit} aria-hidden="true">
                  {index + 1}
                </kbd>
              )}
              <span>
                <strong>{person?.name ?? t('action.sendNobody')}</strong>
                {person && (
                  <small>
                    {word(person)} {person.phone}
                  </small>
                )}
              </span>
            </label>
          ))}
      </fieldset>
      <Textarea
        label={`${t('action.sendText')} (${t('app.optional')})`}
        size="md"
        autosize
        minRows={1}
        maxRows={6}
        maxLength={500}
        value={instructions}
        onChange={(event) => {
          setInstructions(event.currentTarget.value);
        }}
      />
      <div className={styles.buttons}>
        <BigButton type="submit" kind="primary" busy={busy} inert={!ready}>
          <Icon name="forward" /> {t('action.send')}
        </BigButton>
        <BigButton onClick={onCancel}>{t('action.cancel')}</BigButton>
      </div>
    </form>
  );
}

function choicesOf(people: readonly CalleeEntry[], first: CalleeEntry | undefined): Dispatchable[] {
  const key = first && calleeKey(first);
  return people
    .filter((person): person is Dispatchable => person.kind !== 'resident')
    .toSorted((a, b) => Number(calleeKey(b) === key) - Number(calleeKey(a) === key));
}
