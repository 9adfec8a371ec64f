import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { BigButton } from '../shell/big-button.tsx';
import { ErrorWords } from '../shell/error-words.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import styles from './form.module.css';

export interface RemoveOptions<T> {
  send: (item: T) => Promise<unknown>;
  changes: readonly QueryKey[];
  /** what goes and what stays */
  goes: string;
  /** what is in the way when the platform says that it is in use, and what to do about it */
  inUse?: string;
  /** why this one may not be removed here at all: shown instead of the button */
  instead?: (item: T) => string | undefined;
  /** where `Remove` would not say it: on the button, as the question, and when it is done */
  word?: string;
  title?: string;
  done?: string;
}

export interface RemoveButtonProps<T> extends RemoveOptions<T> {
  item: T;
  name: string;
  onRemoved: (said: string) => void;
}

/** Removes one thing, after saying what goes with it; a refusal says what is in the way. */
export function RemoveButton<T>(props: RemoveButtonProps<T>) {
  const { item, name, send, changes, goes, inUse, instead, word, title, done, onRemoved } = props;
  const { t } = useTranslation();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => send(item),
    onSuccess: async () => {
      setAsking(false);
      onRemoved(done ?? t('form.removed', { name }));
      await Promise.all(changes.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
  const isInUse = remove.error instanceof ApiError && remove.error.code === 'in_use';
  const why = instead?.(item);
  if (why !== undefined) return <span className={styles.hint}>{why}</span>;
  return (
    <>
      <BigButton
        onClick={() => {
          remove.reset();
          setAsking(true);
        }}
      >
        <span>
          {word ?? t('form.remove')}
          <span className="visually-hidden"> {name}</span>
        </span>
      </BigButton>
      <ConfirmDialog
        opened={asking}
        title={title ?? t('form.removing.title', { name })}
        confirm={word ?? t('form.remove')}
        keep={t('form.removing.keep')}
        busy={remove.isPending}
        onConfirm={() => {
          remove.mutate();
        }}
        onKeep={() => {
          setAsking(false);
        }}
      >
        <p>{goes}</p>
        {isInUse && inUse !== undefined ? (
          <p role="alert" className={styles.problem}>
            {inUse}
          </p>
        ) : (
          <ErrorWords error={remove.error} />
        )}
      </ConfirmDialog>
    </>
  );
}
