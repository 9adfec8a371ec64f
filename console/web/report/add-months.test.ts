import { expect, it } from 'vitest';
import { addMonths } from './add-months.ts';

it('goes over the end of a year in both directions', () => {
  expect(addMonths('2026-12', 1)).toBe('2027-01');
  expect(addMonths('2026-01', -1)).toBe('2025-12');
  expect(addMonths('2026-06', 0)).toBe('2026-06');
});

it('leaves alone what is no month', () => {
  expect(addMonths('soon', 1)).toBe('soon');
});
