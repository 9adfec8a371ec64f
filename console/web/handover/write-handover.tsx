import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { BigButton } from '../shell/big-button.tsx';
import { ErrorWords } from '../shell/error-words.tsx';
import styles from './handover.module.css';
import { PointList } from './point-list.tsx';
import { useDraft, useSignOut } from './use-handover.ts';

/** The handover that writes itself: who goes ticks off what they have said, adds what no list knows, and signs. */
export function WriteHandover() {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const draft = useDraft();
  const signOut = useSignOut();
  const [said, setSaid] = useState<ReadonlySet<string>>(new Set());
  const [notes, setNotes] = useState('');
  if (signOut.data) {
    return (
      <div className={styles.card}>
        <p role="status">
          <strong>{t('handover.signedOut')}</strong>
        </p>
        <BigButton
          onClick={() => {
            signOut.reset();
            setSaid(new Set());
            setNotes('');
          }}
        >
          {t('handover.another')}
        </BigButton>
      </div>
    );
  }
  return (
    <section className={styles.card} aria-labelledby="write-handover">
      <h2 id="write-handover" className={styles.subtitle}>
        {t('handover.write')}
      </h2>
      {draft.error && <p role="alert">{t('handover.failed')}</p>}
      {draft.isPending && <p role="status">{t('app.loading')}</p>}
      {draft.data && (
        <>
          <p className={styles.dim}>
            {t('handover.preparedAt', {
              time: formatTime(Date.parse(draft.data.preparedAt), now, i18n.language),
            })}
          </p>
          <PointList
            points={draft.data.points}
            ticks={{
              said,
              onTick: (id, on) => {
                setSaid(
                  (before) => new Set(on ? [...before, id] : [...before].filter((each) => each !== id)),
                );
              },
            }}
          />
          <Textarea
            label={t('handover.notes')}
            size="md"
            autosize
            minRows={3}
            maxLength={4000}
            value={notes}
            onChange={(event) => {
              setNotes(event.currentTarget.value);
            }}
          />
          <div>
            <BigButton
              kind="primary"
              hint={t('handover.signOutHint')}
              busy={signOut.isPending}
              onClick={() => {
                signOut.mutate({ notes, said: [...said], preparedAt: draft.data.preparedAt });
              }}
            >
              {t('handover.signOut')}
            </BigButton>
          </div>
        </>
      )}
      <ErrorWords error={signOut.error} />
    </section>
  );
}
