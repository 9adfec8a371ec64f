import { expect, it } from 'vitest';
import { maintenanceProblem } from './maintenance.ts';

const NOW = Date.parse('2026-01-10T03:00:00Z');
const HOUR = 3_600_000;
const problem = (mode: 'test' | 'maintenance', from: number, to: number) =>
  maintenanceProblem({ mode, startsAt: NOW + from, endsAt: NOW + to }, NOW);

it('a test lasts a day at most and a maintenance a week, from its start and not from now', () => {
  expect(problem('test', 0, 24 * HOUR)).toBeUndefined();
  expect(problem('test', 0, 24 * HOUR + 1)).toBe('endsAt: mode test lasts 24 hours at most');
  expect(problem('maintenance', 0, 168 * HOUR)).toBeUndefined();
  expect(problem('maintenance', 0, 168 * HOUR + 1)).toBe('endsAt: mode maintenance lasts 168 hours at most');
  expect(problem('maintenance', -160 * HOUR, 9 * HOUR)).toMatch(/lasts 168 hours/);
});

it('it ends in the future and after it begins, and is not planned for years to come', () => {
  expect(problem('test', -HOUR, 0)).toMatch(/must be later than now/);
  expect(problem('test', 2 * HOUR, 2 * HOUR)).toMatch(/must be later than now/);
  expect(problem('test', 2 * HOUR, 3 * HOUR)).toBeUndefined();
  expect(problem('test', 91 * 24 * HOUR, 91 * 24 * HOUR + HOUR)).toMatch(/within the next 90 days/);
});
