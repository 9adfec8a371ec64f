import { checklistOf, type ChecklistItem } from '../../../contracts/checklists.ts';
import type { Incident, IncidentEvent } from '../../../contracts/incident.ts';
import type { ServiceKind } from '../../../contracts/outside-service.ts';
import type { CalleeEntry } from '../../../contracts/callee.ts';

export interface ChecklistLine {
  item: ChecklistItem;
  /** who did it when; undefined: not done. @property ticked by hand, so that it can be taken back */
  done: { at: number; byName: string; ticked: boolean } | undefined;
}

type Shows = (event: IncidentEvent, people: readonly CalleeEntry[]) => boolean;

/** What the history shows by itself: nobody writes down twice that they rang the resident. */
const SHOWN_BY: Partial<Record<ChecklistItem, Shows>> = {
  call_resident: ({ call }) => call?.callee.kind === 'resident',
  fire_brigade: serviceTold('fire'),
  ambulance: serviceTold('ambulance'),
  police: serviceTold('police'),
  who_goes: ({ type, dispatch }) => type === 'going' || dispatch !== undefined,
  tell_family: ({ call }, people) =>
    call?.result === 'reached' &&
    people.some(
      (person) => person.kind === 'contact' && person.id === call.callee.id && person.person === 'family',
    ),
};

/** The checklist for what happened, each item with who did it: by a tick, or by what they did. */
export function checklistState(incident: Incident, people: readonly CalleeEntry[]): ChecklistLine[] {
  return checklistOf(incident.type).map((item) => {
    const tick = incident.checks?.find((check) => check.item === item);
    if (tick) return { item, done: { at: Date.parse(tick.at), byName: tick.byName, ticked: true } };
    const shown = incident.events.find((event) => SHOWN_BY[item]?.(event, people) === true);
    const done = shown && { at: Date.parse(shown.at), byName: shown.byName ?? '', ticked: false };
    return { item, done };
  });
}

function serviceTold(kind: ServiceKind): Shows {
  return ({ call, dispatch }, people) => {
    const to = call?.result === 'reached' ? call.callee : dispatch?.to;
    return (
      to?.kind === 'service' &&
      people.some((person) => person.kind === 'service' && person.id === to.id && person.person === kind)
    );
  };
}
