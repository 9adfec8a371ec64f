import type { Priority } from '../../../contracts/alarm.ts';
import type { Incident } from '../../../contracts/incident.ts';
import { orderIncidents } from '../queue/order-incidents.ts';

/** One line of the big screen: what and where, and nothing of whom. */
export interface WallLine {
  id: string;
  type: Incident['type'];
  priority: Priority;
  areaName: string;
  /** epoch ms */
  since: number;
}

export interface WallClosed extends WallLine {
  disposition: Incident['disposition'];
}

export interface WallState {
  waiting: WallLine[];
  inWork: number;
  onTheWay: number;
  onScene: number;
  technical: number;
  /** the newest first */
  closed: WallClosed[];
}

const CLOSED_SHOWN = 3;

/** What the big screen shows. It hangs in a hall: names and addresses stay in the queue. */
export function wallState(incidents: readonly Incident[], earlier: readonly Incident[]): WallState {
  const { calling, technical } = orderIncidents(incidents);
  const count = (state: Incident['state']) => calling.filter((one) => one.state === state).length;
  const closed = new Map(
    [...earlier, ...incidents]
      .filter((one) => one.state === 'resolved' && one.priority !== 3)
      .map((one) => [one.id, one]),
  );
  return {
    waiting: calling
      .filter(({ state }) => state === 'open')
      .map((one) => ({ ...placeOf(one), since: Date.parse(one.calledAt) })),
    inWork: count('acknowledged'),
    onTheWay: count('dispatched'),
    onScene: count('on_scene'),
    technical: technical.length,
    closed: [...closed.values()]
      .map((one) => ({
        ...placeOf(one),
        since: Date.parse(one.resolvedAt ?? one.raisedAt),
        disposition: one.disposition,
      }))
      .sort((a, b) => b.since - a.since)
      .slice(0, CLOSED_SHOWN),
  };
}

function placeOf({ id, type, priority, areaName }: Incident) {
  return { id, type, priority, areaName };
}
