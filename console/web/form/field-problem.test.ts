import { expect, it } from 'vitest';
import { fieldProblem } from './field-problem.ts';

const fine = {
  valid: true,
  valueMissing: false,
  typeMismatch: false,
  tooShort: false,
  patternMismatch: false,
};
const wrong = (what: object) => ({ ...fine, valid: false, ...what });

it('says of a field first that it is empty, then what kind of thing it should be, and nothing when it is fine', () => {
  expect(fieldProblem(fine, 'text')).toBeUndefined();
  expect(fieldProblem(wrong({ valueMissing: true, patternMismatch: true }), 'tel')).toBe('missing');
  expect(fieldProblem(wrong({ typeMismatch: true }), 'email')).toBe('email');
  expect(fieldProblem(wrong({ typeMismatch: true }), 'url')).toBe('url');
  expect(fieldProblem(wrong({ tooShort: true }), 'password')).toBe('short');
  expect(fieldProblem(wrong({ patternMismatch: true }), 'tel')).toBe('pattern');
  expect(fieldProblem(wrong({}), 'number')).toBe('number');
});
