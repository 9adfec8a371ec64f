import type { IncidentState } from '../contracts/incident.ts';
import type { Purpose } from '../contracts/notification.ts';

/**
 * Whether a message that has not left yet should still leave: nobody is called about what a person has, and nobody is
 * told that a person has it when that is no longer so.
 */
export function stillWanted(purpose: Purpose, state: IncidentState): boolean {
  switch (purpose) {
    case 'alarm':
      return state === 'open';
    case 'stand_down':
      return state !== 'open' && state !== 'resolved';
    case 'closed':
      return state === 'resolved';
    case 'work_order':
    case 'dispatch':
      return state !== 'resolved';
  }
}
