import type { Incident } from '../../../contracts/incident.ts';
import { isAlarmType } from './count-alarms.ts';

/** What of the queue is shown. It never decides what sounds: sound/decide-sound.ts does not know of it. */
export interface QueueFilter {
  /** the id of an area */
  area?: string | undefined;
  show?: 'waiting' | 'work' | undefined;
  /** a type of alarm, or a priority as `p1` to `p3` */
  kind?: string | undefined;
}

export const PRIORITY_KINDS = ['p1', 'p2', 'p3'] as const;
export type PriorityKind = (typeof PRIORITY_KINDS)[number];

/** Reads a filter from an address or from what was stored; what it does not know filters nothing. */
export function readFilter(stored: Record<string, unknown>): QueueFilter {
  const { area, show, kind } = stored;
  return {
    ...(typeof area === 'string' && area !== '' && { area }),
    ...((show === 'waiting' || show === 'work') && { show }),
    ...(typeof kind === 'string' && (isPriorityKind(kind) || isAlarmType(kind)) && { kind }),
  };
}

export function isFiltering(filter: QueueFilter): boolean {
  return filter.area !== undefined || filter.show !== undefined || filter.kind !== undefined;
}

/** Whether an incident is shown. */
export function passesFilter(incident: Incident, { area, show, kind }: QueueFilter): boolean {
  if (area !== undefined && incident.areaId !== area) return false;
  if (show !== undefined && (incident.state === 'open') !== (show === 'waiting')) return false;
  return kind === undefined || kind === incident.type || kind === `p${incident.priority}`;
}

export function isPriorityKind(kind: string): kind is PriorityKind {
  return PRIORITY_KINDS.some((known) => known === kind);
}
