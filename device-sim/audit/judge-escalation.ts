import { ACTION_EVENT_TYPES } from '../../contracts/incident.ts';
import { alarmTypeSchema, priorityOf, type Priority } from '../../contracts/alarm.ts';
import { nextOffset } from '../../contracts/policy-clock.ts';
import { defaultPolicy, type Step } from '../../contracts/policy.ts';
import type { Finding } from './finding.ts';

/** What the database has of an incident and its calls. Times: epoch ms by the database's clock. */
export interface IncidentRow {
  id: string;
  state: string;
  priority: Priority;
  openedAt: number;
  /** the steps that it follows; undefined before its first round */
  steps: readonly Step[] | undefined;
  underMaintenance: boolean;
  /** types of all its events */
  eventTypes: readonly string[];
  /** rounds of calls that were made: the place in the policy, in seconds, and when */
  rounds: readonly { offset: number; at: number }[];
  /** when the next round is due; undefined: nothing is */
  dueAt: number | undefined;
  /** calls that should have left long ago */
  stuckCalls: readonly string[];
}

export interface EscalationJudged {
  findings: Finding[];
  /** incidents that nobody touched, each step of which was looked at */
  judged: number;
  /** taken, closed, under maintenance or raised to a worse hazard: their calls do not follow from the policy alone */
  notJudged: number;
  /** steps that were due */
  due: number;
  /** from when a step was due to its round, ms */
  lateness: number[];
}

/**
 * Holds the rounds of calls of incidents that nobody touched against their policy: each step that is due was made
 * exactly once. A round made late stands for all that came due before it (store: escalation). Pure.
 * @param until what came due after this (epoch ms, the database's clock) had no time yet
 * @param clockStepped the database's clock was set in the meantime, so that only the next deadline can be judged
 */
export function judgeEscalation(options: {
  incidents: readonly IncidentRow[];
  until: number;
  lateMs: number;
  clockStepped: boolean;
}): EscalationJudged {
  const { incidents, until, lateMs, clockStepped } = options;
  const judged: EscalationJudged = { findings: [], judged: 0, notJudged: 0, due: 0, lateness: [] };
  for (const incident of incidents) {
    const { id, priority, openedAt, rounds, dueAt } = incident;
    const find = (verdict: Finding['verdict'], offset: number | string, what: string): void =>
      void judged.findings.push({ verdict, of: 'step', id: `${id}#${offset}`, what, incidentId: id });

    if (incident.state !== 'resolved' && dueAt === undefined) {
      find('lost', 'next', `${incident.state}, and nothing is due for it: nobody will ever be called again`);
    }
    for (const call of incident.stuckCalls) find('lost', 'call', `a call has not left: ${call}`);
    const byPolicy = followsPolicyAlone(incident);
    if ((!byPolicy || clockStepped) && incident.state === 'open' && dueAt !== undefined && dueAt < until) {
      find('lost', 'next', `the next round was due ${until - dueAt} ms before the end, and was not made`);
    }
    if (!byPolicy) {
      judged.notJudged += 1;
      continue;
    }
    judged.judged += 1;
    const seen = new Set<number>();
    for (const { offset } of rounds) {
      if (seen.has(offset)) find('doubled', offset, `the step at ${offset} s was made twice`);
      seen.add(offset);
    }
    if (clockStepped) continue;
    const steps = incident.steps ?? defaultPolicy(priority).steps;
    for (const offset of offsetsUntil(steps, (until - openedAt) / 1000)) {
      judged.due += 1;
      const covering = rounds.filter((round) => round.offset >= offset).map(({ at }) => at);
      if (covering.length === 0) {
        find('lost', offset, `the step at ${offset} s was due, and was not made`);
        continue;
      }
      const late = Math.max(0, Math.min(...covering) - openedAt - offset * 1000);
      judged.lateness.push(late);
      if (late > lateMs) find('late', offset, `the step at ${offset} s was made ${late} ms late`);
    }
  }
  return judged;
}

function followsPolicyAlone({ state, underMaintenance, eventTypes, priority }: IncidentRow): boolean {
  if (state !== 'open' || underMaintenance) return false;
  return eventTypes.every((type) => {
    if (type === 'escalated' || type === 'note') return true;
    if (ACTION_EVENT_TYPES.some((action) => action === type)) return false;
    const alarm = alarmTypeSchema.safeParse(type).data;
    // It began with something less grave, and started anew when it became worse.
    return alarm === undefined || priorityOf(alarm) <= priority;
  });
}

/** Every place of the policy up to `seconds`, in order. */
function* offsetsUntil(steps: readonly Step[], seconds: number): Generator<number> {
  let offset = nextOffset(steps, -1);
  while (offset !== undefined && offset <= seconds) {
    yield offset;
    offset = nextOffset(steps, offset);
  }
}
