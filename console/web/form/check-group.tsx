import { Checkbox } from '@mantine/core';
import { useId } from 'react';
import { useFieldError } from './form-context.ts';
import styles from './form.module.css';

export interface CheckGroupProps<V extends string> {
  name: string;
  label: string;
  hint?: string;
  values?: readonly V[] | undefined;
  options: readonly { value: V; label: string; hint?: string; disabled?: boolean }[];
}

/** Any of a few. */
export function CheckGroup<V extends string>({ name, label, hint, values, options }: CheckGroupProps<V>) {
  const error = useFieldError(name);
  const id = useId();
  return (
    <fieldset className={styles.fieldset} aria-describedby={error === undefined ? undefined : id}>
      <legend>{label}</legend>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      <div className={styles.checks}>
        {options.map((option) => (
          <Checkbox
            key={option.value}
            name={name}
            value={option.value}
            size="md"
            label={option.label}
            description={option.hint}
            disabled={option.disabled ?? false}
            defaultChecked={values?.includes(option.value) ?? false}
          />
        ))}
      </div>
      {error !== undefined && (
        <p id={id} className={styles.problem}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
