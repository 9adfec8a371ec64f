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
  /** `acknowledge` means: take it for the first time, from a contact, from another user, or keep it longer */
  acknowledgeAs: 'take' | 'take_from_contact' | 'take_over' | 'renew';
  /** the user who has it, when that is somebody else whose lease still runs: it is theirs */
  heldBy: string | undefined;
  /** the contact who has it: on the way, and not the centre */
  contact: string | undefined;
  /** may be kept longer by acknowledging again */
  canRenew: boolean;
}

/**
 * The next step by state. Never offers what `transition` (contracts) refuses: a test holds the two together.
 * A family follows and does not act. What a contact has still waits for an operator: taking it comes first.
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
  const byContact = held?.kind === 'contact';
  const byAnother = leaseRuns && !byMe && !byContact;
  const choice: Choice = {
    primary: undefined,
    secondary: [],
    canNote: acts,
    acknowledgeAs: state === 'open' ? 'take' : byMe ? 'renew' : byContact ? 'take_from_contact' : 'take_over',
    heldBy: byAnother ? held.byName : undefined,
    contact: byContact ? held.byName : undefined,
    canRenew: acts && byMe && state !== 'open' && state !== 'resolved',
  };
  if (!acts || state === 'resolved') return choice;
  if (byContact && state !== 'open') {
    const alsoPossible: Action[] =
      state === 'dispatched'
        ? ['arrive', 'dispatch', 'resolve']
        : state === 'on_scene'
          ? ['dispatch', 'resolve']
          : ['dispatch', 'resolve'];
    return { ...choice, primary: 'acknowledge', secondary: alsoPossible };
  }
  if (byAnother) return override ? { ...choice, secondary: ['acknowledge'] } : choice;
  // Who has it keeps it with the button beside the countdown; from one who has let it run out it is taken over.
  const keep: Action[] = byMe ? [] : ['acknowledge'];
  switch (state) {
    case 'open':
      return { ...choice, primary: 'acknowledge', secondary: incident.priority === 3 ? ['resolve'] : [] };
    case 'acknowledged':
      if (incident.priority === 3) {
        return { ...choice, primary: 'resolve', secondary: ['dispatch', ...keep, 'release'] };
      }
      return { ...choice, primary: 'dispatch', secondary: ['resolve', ...keep, 'release'] };
    case 'dispatched':
      return { ...choice, primary: 'arrive', secondary: ['dispatch', 'resolve', ...keep, 'release'] };
    case 'on_scene':
      return { ...choice, primary: 'resolve', secondary: ['dispatch', ...keep, 'release'] };
  }
}
