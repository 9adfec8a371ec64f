import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { BigButton } from '../shell/big-button.tsx';
import { ErrorWords } from '../shell/error-words.tsx';
import { fieldProblem } from './field-problem.ts';
import { fieldsOf, type Fields } from './fields-of.ts';
import { FormContext } from './form-context.ts';
import styles from './form.module.css';
import { LeaveGuard } from './leave-guard.tsx';
import { namedField } from './named-field.ts';

export interface RecordFormProps<T> {
  /** what the form is for, for who listens */
  label: string;
  send: (fields: Fields, form: FormData) => Promise<T>;
  /** what the browser cannot see to be wrong: sentences by the name of the field */
  check?: (fields: Fields, form: FormData) => Record<string, string>;
  /** what is read anew afterwards */
  changes: readonly QueryKey[];
  save: string;
  /** said beside the button when it is done, for a form that stays */
  saved?: string;
  onSaved?: (record: T) => void;
  /** closes the form; without it there is nothing to close */
  onClose?: () => void;
  /** a form that was just opened takes the focus */
  takesFocus?: boolean;
  children: ReactNode;
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** One thing that is added or changed: what is wrong stands at its field, and nothing typed is lost unasked. */
export function RecordForm<T>(props: RecordFormProps<T>) {
  const { label, send, check, changes, save, saved, onSaved, onClose, takesFocus, children } = props;
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const dirty = useRef(false);
  const [isDirty, setDirty] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [round, setRound] = useState(0);
  const touch = (now: boolean): void => {
    dirty.current = now;
    setDirty(now);
  };
  const mutation = useMutation({
    mutationFn: ({ fields, data }: { fields: Fields; data: FormData }) => send(fields, data),
    onSuccess: async (record) => {
      touch(false);
      await Promise.all(changes.map((queryKey) => client.invalidateQueries({ queryKey })));
      setRound((before) => before + 1);
      onSaved?.(record);
    },
    onError: (error) => {
      const name = error instanceof ApiError ? namedField(error.message) : undefined;
      if (name !== undefined) show({ [name]: t('form.problem.refused', { detail: error.message }) });
    },
  });

  function touched(): void {
    touch(true);
    if (mutation.isSuccess || mutation.isError) mutation.reset();
  }

  function show(found: Record<string, string>): void {
    setErrors(found);
    fieldsIn(form.current)
      .find(({ name, dataset }) => Object.hasOwn(found, dataset['field'] ?? name))
      ?.focus();
  }

  function submit(): void {
    if (form.current === null || mutation.isPending) return;
    const found: Record<string, string> = {};
    for (const field of fieldsIn(form.current)) {
      const problem = fieldProblem(field.validity, field.type);
      if (problem !== undefined)
        found[field.name] ??= field.dataset['remedy'] ?? t(`form.problem.${problem}`);
    }
    const data = new FormData(form.current);
    const fields = fieldsOf(data);
    const all = { ...check?.(fields, data), ...found };
    show(all);
    if (Object.keys(all).length === 0) mutation.mutate({ fields, data });
  }

  useEffect(() => {
    if (takesFocus) fieldsIn(form.current)[0]?.focus();
  }, [takesFocus]);

  return (
    <form
      ref={form}
      key={round}
      noValidate
      className={styles.form}
      aria-label={label}
      onInput={touched}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <FormContext value={{ errors, touch: touched }}>
        <div className={styles.fields}>{children}</div>
      </FormContext>
      {Object.keys(errors).length > 0 && <p className={styles.problem}>{t('form.lookAbove')}</p>}
      <div className={styles.buttons}>
        <BigButton type="submit" busy={mutation.isPending}>
          {save}
        </BigButton>
        {onClose && (
          <BigButton
            onClick={() => {
              touch(false);
              onClose();
            }}
          >
            {isDirty ? t('form.discard') : t('form.close')}
          </BigButton>
        )}
        <div role="status">{mutation.isSuccess && saved !== undefined && <p>{saved}</p>}</div>
      </div>
      <ErrorWords error={mutation.error} />
      <LeaveGuard isDirty={() => dirty.current} />
    </form>
  );
}

/** Those a person can reach: not the hidden ones that carry the value of a list. */
function fieldsIn(form: HTMLFormElement | null): Field[] {
  return [...(form?.elements ?? [])].filter(
    (element): element is Field =>
      (element instanceof HTMLInputElement ||
        element instanceof HTMLSelectElement ||
        element instanceof HTMLTextAreaElement) &&
      element.type !== 'hidden',
  );
}
