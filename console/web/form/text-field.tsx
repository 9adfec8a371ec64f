import { PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useFieldError } from './form-context.ts';
import { FIELD_ORDER } from './field-order.ts';

export interface TextFieldProps {
  name: string;
  label: string;
  /** what belongs here */
  hint?: string | undefined;
  /** the sentence when it is wrong, where the general one does not help */
  remedy?: string;
  value?: string | number | null | undefined;
  type?: 'text' | 'tel' | 'email' | 'date' | 'time' | 'number' | 'url' | 'datetime-local' | 'password';
  required?: boolean;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  min?: number | string;
  max?: number | string;
  step?: number | 'any';
  /** several lines */
  rows?: number;
  autoComplete?: string;
  onChange?: (value: string) => void;
}

/** A line of text with its label, what belongs into it, and what is wrong with it. */
export function TextField({ hint, remedy, value, rows, type = 'text', onChange, ...rest }: TextFieldProps) {
  const error = useFieldError(rest.name);
  const common = {
    ...rest,
    ...(hint !== undefined && { description: hint }),
    ...(remedy !== undefined && { 'data-remedy': remedy }),
    error,
    size: 'md' as const,
    inputWrapperOrder: [...FIELD_ORDER],
    defaultValue: value ?? '',
    autoComplete: rest.autoComplete ?? 'off',
  };
  const { pattern: _pattern, min: _min, max: _max, step: _step, ...lines } = common;
  if (rows !== undefined) return <Textarea {...lines} rows={rows} />;
  if (type === 'password') return <PasswordInput {...common} />;
  return (
    <TextInput
      {...common}
      type={type}
      onChange={(event) => {
        onChange?.(event.currentTarget.value);
      }}
    />
  );
}
