import { createContext, useContext } from 'react';

/** What a field knows of its form. */
interface FormState {
  /** what is wrong, by the name of the field */
  errors: Readonly<Record<string, string>>;
  /** something was changed that is no event of an input */
  touch: () => void;
}

export const FormContext = createContext<FormState>({ errors: {}, touch: () => undefined });

export function useFieldError(name: string): string | undefined {
  return useContext(FormContext).errors[name];
}

export function useTouch(): () => void {
  return useContext(FormContext).touch;
}
