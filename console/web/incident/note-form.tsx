import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BigButton } from '../shell/big-button.tsx';
import styles from './resolve-form.module.css';

export interface NoteFormProps {
  busy: boolean;
  onSave: (text: string) => void;
  onCancel: () => void;
}

export function NoteForm({ busy, onSave, onCancel }: NoteFormProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && !busy) onSave(text.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <Textarea
        label={t('action.noteText')}
        size="md"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        data-autofocus
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
        }}
      />
      <div className={styles.buttons}>
        <BigButton type="submit" kind="primary" busy={busy} inert={text.trim() === ''}>
          {t('action.noteSave')}
        </BigButton>
        <BigButton onClick={onCancel}>{t('action.cancel')}</BigButton>
      </div>
    </form>
  );
}
