import type { Priority } from '../contracts/alarm.ts';

/** What an alarm opens: of `safety` a home has one at a time, of `technical` a device. */
export function incidentClassOf(priority: Priority): 'safety' | 'technical' {
  return priority === 3 ? 'technical' : 'safety';
}
