import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request.ts';
import { BigButton } from '../shell/big-button.tsx';
import { ErrorWords } from '../shell/error-words.tsx';
import styles from './homes.module.css';

export interface AddFormProps<T> {
  title: string;
  /** where to POST, behind /api/v1 */
  path: string;
  /** what to send, from the fields by their names; a field left empty is not there */
  toBody: (fields: Partial<Record<string, string>>, form: FormData) => object;
  /** what to read anew afterwards */
  changes: string[];
  /** the word on the button, and what is said when it is done; `Add` and `Added` where not given */
  save?: string;
  saved?: string;
  onAdded?: (added: T) => void;
  children: ReactNode;
}

/** A small form that adds one thing and says what became of it. */
export function AddForm<T>(props: AddFormProps<T>) {
  const { title, path, toBody, changes, save, saved, onAdded, children } = props;
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const titleId = useId();
  const [round, setRound] = useState(0);
  const add = useMutation({
    mutationFn: (body: object) => request<T>(path, { method: 'POST', body }),
    onSuccess: async (added) => {
      setRound(round + 1);
      onAdded?.(added);
      await client.invalidateQueries({ queryKey: changes });
    },
  });
  return (
    <details>
      <summary id={titleId}>{title}</summary>
      <form
        ref={form}
        key={round}
        className={styles.form}
        aria-labelledby={titleId}
        onSubmit={(event) => {
          event.preventDefault();
          if (add.isPending) return;
          const data = new FormData(event.currentTarget);
          const filled = [...data].flatMap(([name, value]) =>
            typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()] as const] : [],
          );
          add.mutate(toBody(Object.fromEntries(filled), data));
        }}
      >
        {children}
        <BigButton type="submit" busy={add.isPending}>
          {save ?? t('homes.add.save')}
        </BigButton>
      </form>
      <div role="status">{add.isSuccess && <p>{saved ?? t('homes.add.saved')}</p>}</div>
      <ErrorWords error={add.error} />
    </details>
  );
}
