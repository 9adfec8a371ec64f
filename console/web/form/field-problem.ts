/** What is wrong with a field, as far as the browser can tell; each has a sentence (`form.problem`). */
export type FieldProblem = 'missing' | 'email' | 'url' | 'short' | 'number' | 'pattern';

export interface Validity {
  valid: boolean;
  valueMissing: boolean;
  typeMismatch: boolean;
  tooShort: boolean;
  patternMismatch: boolean;
}

/** @param type of the input element */
export function fieldProblem(validity: Validity, type: string): FieldProblem | undefined {
  if (validity.valid) return undefined;
  if (validity.valueMissing) return 'missing';
  if (validity.typeMismatch) return type === 'email' ? 'email' : 'url';
  if (validity.tooShort) return 'short';
  if (validity.patternMismatch) return 'pattern';
  return 'number';
}
