import type { Handover, HandoverPoints, Overdue } from './handover-record.ts';
import type { Incident } from './incident.ts';
import type { Maintenance } from './maintenance.ts';
import type { ProtectionCounts } from './protection.ts';
import type { WorkOrder } from './work-order.ts';

/** The response target that an alarm is handed over as overdue by, ms. */
export const OVERDUE_MS = 180_000;
/** For how long a handover asks to be signed: after a whole shift nobody can take over what stood then. */
export const WAITS_MS = 16 * 3_600_000;

/** Whether an incident should have been dealt with by `now` (epoch ms), and what was missed. */
export function overdueAt(
  incident: Pick<Incident, 'state' | 'calledAt' | 'acknowledgement'>,
  now: number,
): Overdue | undefined {
  if (incident.state === 'resolved') return undefined;
  if (incident.state === 'open') {
    return now - Date.parse(incident.calledAt) > OVERDUE_MS ? 'unacknowledged' : undefined;
  }
  const until = incident.acknowledgement?.leaseUntil;
  return until !== undefined && Date.parse(until) <= now ? 'lease' : undefined;
}

/**
 * The open points at `now`, none of them said yet. Technical incidents are work orders, not incidents: a night of
 * dead batteries must not hide the one home where help is on its way.
 */
export function pointsOf(
  {
    incidents,
    workOrders,
    maintenance,
    homes,
    more,
  }: {
    incidents: readonly Incident[];
    workOrders: readonly WorkOrder[];
    maintenance: readonly Maintenance[];
    homes?: ProtectionCounts;
    more: number;
  },
  now: number,
): HandoverPoints {
  return {
    incidents: incidents
      .filter(({ priority, state }) => priority !== 3 && state !== 'resolved')
      .map((incident) => {
        const overdue = overdueAt(incident, now);
        const { id, type, priority, state, homeId, address, residents, calledAt, acknowledgement } = incident;
        return {
          ...{ id, type, priority, state, homeId, address, residents, raisedAt: calledAt },
          ...(acknowledgement && { holder: acknowledgement }),
          ...(overdue && { overdue }),
          said: false,
        };
      })
      .sort((a, b) => a.priority - b.priority || a.raisedAt.localeCompare(b.raisedAt)),
    workOrders: workOrders.map(({ homeId, address, areaName, items }) => ({
      homeId,
      address,
      areaName,
      types: [...new Set(items.map(({ type }) => type))],
      oldestAt: items.map(({ openedAt }) => openedAt).sort()[0] ?? new Date(now).toISOString(),
      said: false,
    })),
    maintenance: maintenance.map(({ id, mode, scope, homeId, reason, byName, endsAt }) => ({
      ...{ id, mode, scope, reason, byName, endsAt },
      ...(homeId !== undefined && { homeId }),
      said: false,
    })),
    ...(homes && { homes }),
    more,
  };
}

/** Ticks off what was said: ids of incidents and modes, and of homes for work orders. What is unknown is ignored. */
export function tickSaid(points: HandoverPoints, ids: ReadonlySet<string>): HandoverPoints {
  return {
    ...points,
    incidents: points.incidents.map((point) => ({ ...point, said: ids.has(point.id) })),
    workOrders: points.workOrders.map((point) => ({ ...point, said: ids.has(point.homeId) })),
    maintenance: points.maintenance.map((point) => ({ ...point, said: ids.has(point.id) })),
  };
}

/** Leaves out what lies in homes that the reader may not see; what is about no single home stays. */
export function pointsWithin(
  points: HandoverPoints,
  sees: (homeId: string) => boolean,
): { points: HandoverPoints; hidden: number } {
  const within = {
    ...points,
    incidents: points.incidents.filter(({ homeId }) => sees(homeId)),
    workOrders: points.workOrders.filter(({ homeId }) => sees(homeId)),
    maintenance: points.maintenance.filter(({ homeId }) => homeId === undefined || sees(homeId)),
  };
  return { points: within, hidden: countPoints(points) - countPoints(within) };
}

/** Why somebody may not sign for a handover; undefined when they may. Two people sign, and each of them once. */
export function acceptProblem(
  handover: Pick<Handover, 'from' | 'to'>,
  userId: string,
): 'handover_own' | 'handover_signed' | undefined {
  if (handover.to !== undefined) return 'handover_signed';
  return handover.from === userId ? 'handover_own' : undefined;
}

/** Whether a handover still asks this person to sign. */
export function waitsFor(
  handover: Pick<Handover, 'from' | 'to' | 'signedOutAt'>,
  userId: string,
  now: number,
): boolean {
  return acceptProblem(handover, userId) === undefined && now - Date.parse(handover.signedOutAt) < WAITS_MS;
}

function countPoints({ incidents, workOrders, maintenance }: HandoverPoints): number {
  return incidents.length + workOrders.length + maintenance.length;
}
