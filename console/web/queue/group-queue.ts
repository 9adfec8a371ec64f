import type { Incident } from '../../../contracts/incident.ts';
import type { Queue } from './order-incidents.ts';
import { passesFilter, type QueueFilter } from './queue-filter.ts';

/** The technical ones of an area: closed and silent, however many a power cut makes of them. */
export interface TechnicalArea {
  areaId: string;
  name: string;
  incidents: Incident[];
}

export interface QueueGroups {
  /** nobody has them: by priority, then who waits longest */
  waiting: Incident[];
  /** somebody has them */
  inWork: Incident[];
  /** the area with most of them first */
  technical: TechnicalArea[];
  /** life safety and urgent ones that call and that the filter does not show */
  hiddenCalling: number;
  /** whatever else it does not show */
  hiddenOthers: number;
}

/** What the queue's column shows, in order. Life safety is never bundled: each stays a row of its own. */
export function groupQueue({ calling, technical }: Queue, filter: QueueFilter): QueueGroups {
  const waiting: Incident[] = [];
  const inWork: Incident[] = [];
  const areas = new Map<string, TechnicalArea>();
  let hiddenCalling = 0;
  let hiddenOthers = 0;
  for (const incident of calling) {
    if (passesFilter(incident, filter)) (incident.state === 'open' ? waiting : inWork).push(incident);
    else if (incident.state === 'open') hiddenCalling += 1;
    else hiddenOthers += 1;
  }
  for (const incident of technical) {
    if (!passesFilter(incident, filter)) {
      hiddenOthers += 1;
      continue;
    }
    const { areaId, areaName } = incident;
    const area = areas.get(areaId) ?? { areaId, name: areaName, incidents: [] };
    area.incidents.push(incident);
    areas.set(areaId, area);
  }
  const bundled = [...areas.values()].sort(
    (a, b) =>
      b.incidents.length - a.incidents.length ||
      a.name.localeCompare(b.name) ||
      (a.areaId < b.areaId ? -1 : 1),
  );
  return { waiting, inWork, technical: bundled, hiddenCalling, hiddenOthers };
}
