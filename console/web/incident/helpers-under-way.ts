import type { Incident } from '../../../contracts/incident.ts';

/** A contact who has said that they are going, or that they are there. */
export interface Helper {
  id: string;
  name: string;
  /** epoch ms */
  since: number;
  there: boolean;
}

/** Who is on the way or at the door, by their own last word; who cannot after all is not among them. */
export function helpersUnderWay(incident: Incident): Helper[] {
  const helpers = new Map<string, Helper>();
  for (const { type, by, byName, at, via } of incident.events) {
    if (by === undefined) continue;
    const known = helpers.get(by);
    const helper = { id: by, name: byName ?? by, since: Date.parse(at) };
    if (type === 'going') helpers.set(by, { ...helper, there: false });
    else if (type === 'cannot') helpers.delete(by);
    // An operator records an arrival too; only who answers from outside says so themselves.
    else if (type === 'outcome' || (type === 'arrived' && (via ?? known)))
      helpers.set(by, { ...helper, there: true });
  }
  return [...helpers.values()];
}
