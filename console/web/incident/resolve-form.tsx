import { Textarea } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Disposition, Incident } from '../../../contracts/incident.ts';
import { digitOf } from '../calls/digit-of.ts';
import { useUser } from '../session/session-context.ts';
import { BigButton } from '../shell/big-button.tsx';
import { Icon } from '../shell/icon.tsx';
import { newsSince } from './news-since.ts';
import styles from './resolve-form.module.css';
import { StillOut } from './still-out.tsx';

/** The commonest first: most calls are small help or a mistake. */
const ORDER = {
  assistance: 1,
  false_alarm: 2,
  emergency: 3,
  no_answer: 4,
  technical: 5,
  test: 6,
} as const satisfies Record<Disposition, number>;
const DISPOSITIONS = Object.keys(ORDER) as Disposition[];

export interface Resolution {
  disposition: Disposition;
  note?: string;
  /** the version the person has seen: the platform refuses when there is a newer one */
  version: number;
}

export interface ResolveFormProps {
  incident: Incident;
  busy: boolean;
  onResolve: (resolution: Resolution) => void;
  onCancel: () => void;
}

/** How it ended. What happens while one writes has to be read before it can be closed. */
export function ResolveForm({ incident, busy, onResolve, onCancel }: ResolveFormProps) {
  const { t } = useTranslation();
  const { id: userId } = useUser();
  const [seen, setSeen] = useState(incident.events.at(-1)?.id);
  const [disposition, setDisposition] = useState<Disposition>();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const changed = newsSince(incident, seen, userId);

  function submit(): void {
    setMissing(disposition === undefined);
    if (disposition === undefined || changed || busy) return;
    const text = note.trim();
    onResolve({ disposition, version: incident.version, ...(text !== '' && { note: text }) });
  }

  /** A digit chooses how it ended; Enter confirms it. */
  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key === 'Escape') return onCancel();
    const digit = event.target instanceof HTMLTextAreaElement ? undefined : digitOf(event.nativeEvent);
    const value = digit === undefined ? undefined : DISPOSITIONS[digit - 1];
    if (value === undefined) return;
    event.preventDefault();
    setDisposition(value);
    setMissing(false);
    event.currentTarget.querySelector<HTMLInputElement>(`input[value=${value}]`)?.focus();
  }

  return (
    <form
      className={styles.form}
      aria-label={t('resolve.title')}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={onKeyDown}
    >
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>{t('resolve.title')}</legend>
        {DISPOSITIONS.map((value, index) => (
          <label key={value} className={styles.choice}>
            <input
              type="radio"
              name="disposition"
              value={value}
              autoFocus={index === 0}
              checked={disposition === value}
              onChange={() => {
                setDisposition(value);
                setMissing(false);
              }}
            />
            <kbd className={styles.digit} aria-hidden="true">
              {index + 1}
            </kbd>
            <span>
              <strong>{t(`disposition.${value}`)}</strong>
              <small>{t(`dispositionHint.${value}`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <Textarea
        label={`${t('resolve.note')} (${t('app.optional')})`}
        size="md"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={note}
        onChange={(event) => {
          setNote(event.currentTarget.value);
        }}
      />
      <StillOut incident={incident} />
      <div role="alert">
        {missing && <p className={styles.warning}>{t('resolve.choose')}</p>}
        {changed && (
          <p className={styles.warning}>
            <Icon name="warning" /> {t('resolve.changed')}
          </p>
        )}
      </div>
      <div className={styles.buttons}>
        {changed ? (
          <BigButton
            kind="primary"
            onClick={() => {
              setSeen(incident.events.at(-1)?.id);
            }}
          >
            {t('resolve.seen')}
          </BigButton>
        ) : (
          <BigButton type="submit" kind="primary" busy={busy}>
            {t('resolve.confirm')}
          </BigButton>
        )}
        <BigButton onClick={onCancel}>{t('action.cancel')}</BigButton>
      </div>
    </form>
  );
}
