import type { CalleeEntry } from '../../../contracts/callee.ts';
import type { ViewerAct } from '../../../contracts/live.ts';

/** What is open on an incident, instead of its buttons. */
export type WorkForm =
  | { kind: 'none' }
  | { kind: 'resolve' }
  | { kind: 'note' }
  | { kind: 'dispatch'; to: CalleeEntry | undefined }
  /** on the phone with somebody, until it is said what came of it */
  | { kind: 'call'; who: CalleeEntry };

export const NO_FORM: WorkForm = { kind: 'none' };

/** What others who look at the incident see of it. */
export const ACTING: Record<WorkForm['kind'], ViewerAct | undefined> = {
  none: undefined,
  resolve: 'resolving',
  note: 'noting',
  dispatch: 'dispatching',
  call: 'calling',
};
