import type { Incident } from '../../../contracts/incident.ts';
import type { Platform, Snapshot } from '../../../contracts/live.ts';

interface Entry {
  incident: Incident;
  /** the count of live events at which this version was heard */
  heard: number;
}

/** What the screen knows. Immutable. */
export interface LiveState {
  entries: ReadonlyMap<string, Entry>;
  platform: Platform | undefined;
  /** a snapshot has arrived: an empty queue means "nobody calls", not "we do not know yet" */
  known: boolean;
  heard: number;
  /** `heard` when the snapshot under way was asked for */
  askedAt: number;
}

export type LiveEvent =
  | { kind: 'incident'; incident: Incident }
  /** several at once, in the order in which they were heard: what came between two frames */
  | { kind: 'incidents'; incidents: readonly Incident[] }
  | { kind: 'platform'; platform: Platform }
  | { kind: 'snapshot-asked' }
  | { kind: 'snapshot'; snapshot: Snapshot };

export const NOTHING_KNOWN: LiveState = {
  entries: new Map(),
  platform: undefined,
  known: false,
  heard: 0,
  askedAt: 0,
};

/** Resolved incidents stay as long as a late, older update of theirs could still arrive. */
const RESOLVED_KEPT = 500;

/**
 * The newest `version` of an incident wins, in whatever order and however often updates come (CONTRACT).
 * A snapshot removes what it no longer lists, except what was heard of after it was asked for: it was taken
 * before that, and a press must not vanish from the screen because two messages crossed.
 */
export function reduceLive(state: LiveState, event: LiveEvent): LiveState {
  switch (event.kind) {
    case 'incident':
      return keepAll(state, [event.incident]);
    case 'incidents':
      return keepAll(state, event.incidents);
    case 'platform':
      return { ...state, platform: event.platform };
    case 'snapshot-asked':
      return { ...state, askedAt: state.heard };
    case 'snapshot':
      return applySnapshot(state, event.snapshot);
  }
}

export function incidentsOf(state: Pick<LiveState, 'entries'>): Incident[] {
  return Array.from(state.entries.values(), (entry) => entry.incident);
}

/** One copy of the map for all of them: a hundred updates a second on thousands of incidents are mostly copying. */
function keepAll(state: LiveState, incidents: readonly Incident[]): LiveState {
  const news = incidents.filter((incident) => isNews(state.entries.get(incident.id)?.incident, incident));
  if (news.length === 0) return state;
  const entries = new Map(state.entries);
  let { heard } = state;
  for (const incident of news) if (keep(entries, incident, heard + 1)) heard += 1;
  if (news.some((incident) => incident.state === 'resolved')) dropOldResolved(entries);
  return { ...state, entries, heard };
}

function keep(entries: Map<string, Entry>, incident: Incident, heard: number): boolean {
  const known = entries.get(incident.id)?.incident;
  if (!isNews(known, incident)) return false;
  entries.set(incident.id, { incident, heard });
  return true;
}

/** The same version with more of its history (GET lists all of it) is news too. */
function isNews(known: Incident | undefined, incident: Incident): boolean {
  if (known === undefined) return true;
  if (incident.version !== known.version) return incident.version > known.version;
  return (incident.eventsOmitted ?? 0) < (known.eventsOmitted ?? 0);
}

function applySnapshot(state: LiveState, snapshot: Snapshot): LiveState {
  const listed = new Set(snapshot.incidents.map((incident) => incident.id));
  const entries = new Map<string, Entry>();
  for (const [id, entry] of state.entries) {
    const crossed = entry.heard > state.askedAt;
    if (listed.has(id) || crossed || entry.incident.state === 'resolved') entries.set(id, entry);
  }
  for (const incident of snapshot.incidents) keep(entries, incident, state.askedAt);
  return { ...state, entries, platform: snapshot.platform, known: true };
}

function dropOldResolved(entries: Map<string, Entry>): void {
  const resolved = Array.from(entries.values()).filter((entry) => entry.incident.state === 'resolved');
  if (resolved.length <= RESOLVED_KEPT) return;
  resolved.sort((a, b) => a.heard - b.heard);
  for (const entry of resolved.slice(0, resolved.length - RESOLVED_KEPT)) entries.delete(entry.incident.id);
}
