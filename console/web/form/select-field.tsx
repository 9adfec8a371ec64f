import { NativeSelect } from '@mantine/core';
import { useFieldError } from './form-context.ts';
import { FIELD_ORDER } from './field-order.ts';

export interface SelectFieldProps<V extends string> {
  name: string;
  label: string;
  hint?: string | undefined;
  value?: V | undefined;
  options: readonly { value: V; label: string }[];
  required?: boolean;
  onChange?: (value: V) => void;
}

/** One of a few. The system's own list: it works the same on every phone. */
export function SelectField<V extends string>(props: SelectFieldProps<V>) {
  const { name, label, hint, value, options, required, onChange } = props;
  const error = useFieldError(name);
  return (
    <NativeSelect
      size="md"
      inputWrapperOrder={[...FIELD_ORDER]}
      name={name}
      label={label}
      description={hint}
      error={error}
      required={required ?? false}
      defaultValue={value ?? options[0]?.value}
      data={[...options]}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.currentTarget.value);
        if (chosen) onChange?.(chosen.value);
      }}
    />
  );
}
