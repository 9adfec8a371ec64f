import { expect, it } from 'vitest';
import { ERRORS } from '../../../contracts/errors.ts';
import { refusalKey } from './refusal-key.ts';

it('every refusal of a transition has a sentence of its own', () => {
  for (const code of Object.keys(ERRORS)) {
    if (code.startsWith('incident_') || code === 'version_conflict') expect(refusalKey({ code })).toBe(code);
  }
});

it('what is not known is told with the platform’s own words, never as success', () => {
  expect(refusalKey({ code: 'brand_new' })).toBe('other');
});
