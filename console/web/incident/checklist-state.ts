import { checklistOf, type ChecklistItem } from '../../../contracts/checklists.ts';
import type { Incident, IncidentEvent } from '../../../contracts/incident.ts';
import type { ServiceKind } from '../../../contracts/outside-service.ts';
import type { CalleeEntry } from '../../../contracts/callee.ts';

export interface ChecklistLine {
  item: ChecklistItem;
  /** who did it when; undefined: not done. @property ticked by hand, so that it can be taken back */
  done: { at: number; byName: string; ticked: boolean } | undefined;
  /** the history may show it: who was called is not known yet */
  unknown?: true;
}

/** @returns undefined where only the call list can tell, and it is not known */
type Shows = (event: IncidentEvent, people: readonly CalleeEntry[] | undefined) => boolean | undefined;

/** What the history shows by itself: nobody writes down twice that they rang the resident. */
const SHOWN_BY: Partial<Record<ChecklistItem, Shows>> = {
  call_resident: ({ call }) => call?.callee.kind === 'resident',
  fire_brigade: serviceTold('fire'),
  ambulance: serviceTold('ambulance'),
  police: serviceTold('police'),
  who_goes: ({ type, dispatch }) => type === 'going' || dispatch !== undefined,
  tell_family: ({ call }, people) =>
    call?.result === 'reached' &&
    call.callee.kind === 'contact' &&
    people?.some(
      (person) => person.kind === 'contact' && person.id === call.callee.id && person.person === 'family',
    ),
};

/** The checklist for what happened, each item with who did it: by a tick, or by what they did. */
export function checklistState(
  incident: Incident,
  people: readonly CalleeEntry[] | undefined,
): ChecklistLine[] {
  return checklistOf(incident.type).map((item) => {
    const tick = incident.checks?.find((check) => check.item === item);
    if (tick) return { item, done: { at: Date.parse(tick.at), byName: tick.byName, ticked: true } };
    const shows = SHOWN_BY[item];
    const told = shows ? incident.events.map((event) => shows(event, people)) : [];
    const shown = incident.events[told.indexOf(true)];
    const done = shown && { at: Date.parse(shown.at), byName: shown.byName ?? '', ticked: false };
    return { item, done, ...(!done && told.includes(undefined) && { unknown: true }) };
  });
}

function serviceTold(kind: ServiceKind): Shows {
  return ({ call, dispatch }, people) => {
    const to = call?.result === 'reached' ? call.callee : dispatch?.to;
    return (
      to?.kind === 'service' &&
      people?.some((person) => person.kind === 'service' && person.id === to.id && person.person === kind)
    );
  };
}
