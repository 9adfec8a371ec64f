import { z } from 'zod';
import { alarmTypeSchema, prioritySchema } from './alarm.ts';
import { acknowledgementSchema, incidentStateSchema, type Incident } from './incident.ts';
import { maintenanceModeSchema, maintenanceScopeSchema, type Maintenance } from './maintenance.ts';
import type { WorkOrder } from './work-order.ts';

/** Nobody has acknowledged it in time, or whoever has it has let their time run out. */
export const overdueSchema = z.enum(['unacknowledged', 'lease']);

/** An open point of each kind, with `said`: ticked off by who goes, as something they have told. */
const said = z.boolean();
export const handoverIncidentSchema = z.object({
  id: z.string(),
  type: alarmTypeSchema,
  priority: prioritySchema,
  state: incidentStateSchema,
  homeId: z.string(),
  address: z.string(),
  residents: z.array(z.string()),
  raisedAt: z.iso.datetime(),
  holder: acknowledgementSchema.optional(),
  overdue: overdueSchema.optional(),
  said,
});
export const handoverWorkSchema = z.object({
  homeId: z.string(),
  address: z.string(),
  areaName: z.string(),
  types: z.array(alarmTypeSchema),
  oldestAt: z.iso.datetime(),
  said,
});
export const handoverMaintenanceSchema = z.object({
  id: z.string(),
  mode: maintenanceModeSchema,
  scope: maintenanceScopeSchema,
  homeId: z.string().optional(),
  reason: z.string(),
  byName: z.string(),
  endsAt: z.iso.datetime(),
  said,
});

/** What is left to the next shift, as it stood when it was written down. */
export const handoverPointsSchema = z.object({
  incidents: z.array(handoverIncidentSchema),
  workOrders: z.array(handoverWorkSchema),
  maintenance: z.array(handoverMaintenanceSchema),
  /** points that are not listed, for there were too many: the work orders and modes beyond the first */
  more: z.number().int(),
});
export type HandoverPoints = z.infer<typeof handoverPointsSchema>;

export const handoverDraftSchema = z.object({ preparedAt: z.iso.datetime(), points: handoverPointsSchema });
export type HandoverDraft = z.infer<typeof handoverDraftSchema>;

export const handoverSchema = z.object({
  id: z.string(),
  from: z.string(),
  fromName: z.string(),
  /** who has signed for it; absent while it waits */
  to: z.string().optional(),
  toName: z.string().optional(),
  preparedAt: z.iso.datetime(),
  signedOutAt: z.iso.datetime(),
  signedInAt: z.iso.datetime().optional(),
  notes: z.string(),
  points: handoverPointsSchema,
  /** points outside of what the reader may see */
  hidden: z.number().int(),
});
export type Handover = z.infer<typeof handoverSchema>;

export const NOTES_MAX = 4_000;
/** The response target that an alarm is handed over as overdue by, ms. */
export const OVERDUE_MS = 180_000;
/** For how long a handover asks to be signed: after a whole shift nobody can take over what stood then. */
export const WAITS_MS = 16 * 3_600_000;

/** Whether an incident should have been dealt with by `now` (epoch ms), and what was missed. */
export function overdueAt(
  incident: Pick<Incident, 'state' | 'raisedAt' | 'acknowledgement'>,
  now: number,
): z.infer<typeof overdueSchema> | undefined {
  if (incident.state === 'resolved') return undefined;
  if (incident.state === 'open') {
    return now - Date.parse(incident.raisedAt) > OVERDUE_MS ? 'unacknowledged' : undefined;
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
    more,
  }: {
    incidents: readonly Incident[];
    workOrders: readonly WorkOrder[];
    maintenance: readonly Maintenance[];
    more: number;
  },
  now: number,
): HandoverPoints {
  return {
    incidents: incidents
      .filter(({ priority, state }) => priority !== 3 && state !== 'resolved')
      .map((incident) => {
        const overdue = overdueAt(incident, now);
        const { id, type, priority, state, homeId, address, residents, raisedAt, acknowledgement } = incident;
        return {
          ...{ id, type, priority, state, homeId, address, residents, raisedAt },
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
