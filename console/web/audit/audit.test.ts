import { expect, test } from 'vitest';
import { auditSearch } from './audit-search.ts';
import { chainState } from './chain-state.ts';
import { knownAction } from './use-audit-words.ts';

const NOW = Date.parse('2026-03-01T08:00:00Z');
const row = (ageMs: number, chained: boolean) => ({
  at: new Date(NOW - ageMs).toISOString(),
  ...(chained && { chain: { seq: '1', hash: 'f' } }),
});

test('the filters are taken from the address, and nothing else is', () => {
  expect(auditSearch({ subject: 'home:1', action: '', actor: 7, limit: '5', to: 'x' })).toEqual({
    subject: 'home:1',
    to: 'x',
  });
});

test('rows wait for the chain for a moment; after a minute somebody has to be told', () => {
  expect(chainState([], NOW)).toBe('chained');
  expect(chainState([row(500, false), row(9_000, true)], NOW)).toBe('waiting');
  expect(chainState([row(500, false), row(61_000, false)], NOW)).toBe('stuck');
  expect(chainState([row(99_000, true)], NOW)).toBe('chained');
});

test('who has read figures stands there in words, and what is newer than the page as it is called', () => {
  expect(knownAction('statistics.read')).toEqual({ thing: 'statistics', what: 'read' });
  expect(knownAction('statistics.exported')).toEqual({ thing: 'statistics', what: 'exported' });
  expect(knownAction('statistics.burnt')).toBeUndefined();
});
