import type { Incident } from '../../../contracts/incident.ts';
import type { Principal } from '../../../contracts/people.ts';

export const ACTIONS = ['acknowledge', 'dispatch', 'arrive', 'resolve', 'release'] as const;
export type Action = (typeof ACTIONS)[number];

/** What a person may do with an incident now. */
export interface Choice {
  /** the one clear next step; none when another has it or there is nothing left to do */
  primary: Action | undefined;
  /** also possible, calmer */
  secondary: Action[];
  canNote: boolean;
  /** `acknowledge` means: take it for the first time, from another, or keep it longer */
  acknowledgeAs: 'take' | 'take_over' | 'renew';
  /** who has it, when that is somebody else whose lease still runs */
  heldBy: string | undefined;
}

/**
 * The next step by state. Never offers what `transition` (contracts) refuses: a test holds the two together.
 * A family follows and does not act.
 */
export function chooseActions(
  incident: Incident,
  user: Pick<Principal, 'id' | 'roles'>,
  now: number,
): Choice {
  const { acknowledgement: held, state } = incident;
  const acts = user.roles.some((role) => role === 'operator' || role === 'supervisor' || role === 'admin');
  const override = user.roles.some((role) => role === 'supervisor' || role === 'admin');
  const byMe = held?.by === user.id;
  const leaseRuns = held !== undefined && now < Date.parse(held.leaseUntil);
  const byAnother = leaseRuns && !byMe;
  const choice: Choice = {
    primary: undefined,
    secondary: [],
    canNote: acts,
    acknowledgeAs: state === 'open' ? 'take' : byMe ? 'renew' : 'take_over',
    heldBy: byAnother ? held.byName : undefined,
  };
  if (!acts || state === 'resolved') return choice;
  if (byAnother) return override ? { ...choice, secondary: ['acknowledge'] } : choice;
  switch (state) {
    case 'open':
      return { ...choice, primary: 'acknowledge', secondary: incident.priority === 3 ? ['resolve'] : [] };
    case 'acknowledged':
      if (incident.priority === 3) {
        return { ...choice, primary: 'resolve', secondary: ['dispatch', 'acknowledge', 'release'] };
      }
      return { ...choice, primary: 'dispatch', secondary: ['resolve', 'acknowledge', 'release'] };
    case 'dispatched':
      return { ...choice, primary: 'arrive', secondary: ['resolve', 'acknowledge', 'release'] };
    case 'on_scene':
      return { ...choice, primary: 'resolve', secondary: ['acknowledge', 'release'] };
  }
}
