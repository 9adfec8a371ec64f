import { expect, it } from 'vitest';
import { runningDuty } from './running-duty.ts';

const at = (hour: number) => Date.parse(`2026-03-01T${String(hour).padStart(2, '0')}:00:00Z`);
const duty = (from: number, to: number) => ({
  startsAt: new Date(at(from)).toISOString(),
  endsAt: new Date(at(to)).toISOString(),
});

it('somebody is on duty until the end of what is running, and not before its beginning or after its end', () => {
  const roster = [duty(8, 16), duty(12, 18), duty(20, 22)];
  expect(runningDuty(roster, at(9))).toBe(at(16));
  expect(runningDuty(roster, at(13))).toBe(at(18));
  expect(runningDuty(roster, at(18))).toBeUndefined();
  expect(runningDuty(roster, at(7))).toBeUndefined();
});
