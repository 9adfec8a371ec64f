import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALARM_TYPES, priorityOf, type AlarmType } from './alarm.ts';
import {
  deadlineAfter,
  openedBy,
  stageAfter,
  transition,
  type Actor,
  type IncidentAction,
  type IncidentFacts,
} from './incident-transition.ts';
import { DISPOSITIONS } from './incident.ts';
import { leaseFor } from './policy.ts';

const T0 = 1_800_000_000_000;
const li: Actor = { kind: 'user', id: 'li', override: false };
const wang: Actor = { kind: 'user', id: 'wang', override: false };
const supervisor: Actor = { kind: 'user', id: 'chen', override: true };
const son: Actor = { kind: 'contact', id: 'son', name: '王建国' };
const neighbour: Actor = { kind: 'contact', id: 'neighbour', name: '赵阿姨' };

function after(facts: IncidentFacts, ...steps: [IncidentAction, number?][]): IncidentFacts {
  return steps.reduce((current, [action, at]) => {
    const result = transition(current, action, at ?? T0);
    if (!result.ok) throw new Error(`refused: ${result.code}`);
    return result.facts;
  }, facts);
}

function codeOf(facts: IncidentFacts, action: IncidentAction, now = T0): string | undefined {
  const result = transition(facts, action, now);
  return result.ok ? undefined : result.code;
}

const opened = openedBy('sos', T0);
const acknowledged = after(opened, [{ kind: 'acknowledge', by: li }]);
const dispatched = after(acknowledged, [{ kind: 'dispatch', by: li }]);
const onScene = after(dispatched, [{ kind: 'arrive', by: li }]);
const resolved = after(onScene, [{ kind: 'resolve', by: li, disposition: 'assistance' }]);

describe('the life of an incident', () => {
  it('goes from open through acknowledged, dispatched and on_scene to resolved', () => {
    expect([opened, acknowledged, dispatched, onScene, resolved].map((facts) => facts.state)).toEqual([
      'open',
      'acknowledged',
      'dispatched',
      'on_scene',
      'resolved',
    ]);
    expect(resolved.disposition).toBe('assistance');
  });

  it('lets one person hold it and refuses another until the lease has run out', () => {
    expect(codeOf(acknowledged, { kind: 'acknowledge', by: wang })).toBe('incident_lease_held');
    const end = T0 + leaseFor(1, 'acknowledged');
    expect(codeOf(acknowledged, { kind: 'dispatch', by: wang }, end - 1)).toBe('incident_lease_held');
    expect(after(acknowledged, [{ kind: 'acknowledge', by: wang }, end]).acknowledgement?.by).toBe('wang');
  });

  it('lets a supervisor override a running lease', () => {
    expect(after(acknowledged, [{ kind: 'release', by: supervisor }]).state).toBe('open');
  });

  it('renews the lease with every piece of work, and not with a note by someone else', () => {
    const later = T0 + 100_000;
    const noted = after(acknowledged, [{ kind: 'note', by: li }, later]);
    expect(noted.acknowledgement?.leaseUntil).toBe(later + leaseFor(1, 'acknowledged'));
    expect(after(acknowledged, [{ kind: 'note', by: wang }, later])).toEqual(acknowledged);
  });

  it.each(['call', 'check', 'uncheck'] as const)(
    'takes a %s as work of who holds it and of nobody else',
    (kind) => {
      const later = T0 + 100_000;
      for (const facts of [acknowledged, dispatched, onScene]) {
        const worked = after(facts, [{ kind, by: li }, later]);
        expect(worked.state).toBe(facts.state);
        expect(worked.acknowledgement).toMatchObject({ by: 'li', at: T0 });
        expect(worked.acknowledgement?.leaseUntil).toBeGreaterThan(facts.acknowledgement?.leaseUntil ?? 0);
        expect(after(facts, [{ kind, by: wang }, later])).toEqual(facts);
        expect(after(facts, [{ kind, by: supervisor }, later])).toEqual(facts);
      }
      expect(after(opened, [{ kind, by: li }, later])).toEqual(opened);
    },
  );

  it('takes down a call after its end, but no tick', () => {
    expect(after(resolved, [{ kind: 'call', by: wang }])).toEqual(resolved);
    for (const kind of ['check', 'uncheck'] as const) {
      expect(codeOf(resolved, { kind, by: li })).toBe('incident_resolved');
    }
  });

  it('opens again when the lease runs out, and not a moment before', () => {
    const end = T0 + leaseFor(1, 'acknowledged');
    expect(codeOf(acknowledged, { kind: 'lease_expired' }, end - 1)).toBe('incident_lease_running');
    const open = after(acknowledged, [{ kind: 'lease_expired' }, end]);
    expect(open.state).toBe('open');
    expect(open.acknowledgement).toBeUndefined();
  });

  it.each([acknowledged, dispatched, onScene])('is raised again from $state by a second press', (facts) => {
    const raised = after(facts, [{ kind: 'alarm', type: 'sos' }, T0 + 5_000]);
    expect(raised).toMatchObject({ state: 'open', raisedAt: T0 + 5_000 });
    expect(raised.acknowledgement).toBeUndefined();
  });

  it('takes the type and priority of a higher hazard, and never sinks to a lower one', () => {
    const door = openedBy('door', T0);
    expect(after(door, [{ kind: 'alarm', type: 'smoke' }])).toMatchObject({ type: 'smoke', priority: 1 });
    expect(after(opened, [{ kind: 'alarm', type: 'door' }])).toMatchObject({ type: 'sos', priority: 1 });
  });

  it('is not raised again by technical noise', () => {
    const tamper = after(openedBy('tamper', T0), [{ kind: 'acknowledge', by: li }]);
    expect(after(tamper, [{ kind: 'alarm', type: 'tamper' }, T0 + 1])).toEqual(tamper);
  });

  it('cannot be closed by someone who has not taken it, except a work order', () => {
    const close = { kind: 'resolve', by: li, disposition: 'false_alarm' } as const;
    expect(codeOf(opened, close)).toBe('incident_not_acknowledged');
    expect(after(openedBy('low_battery', T0), [close]).state).toBe('resolved');
  });

  it('cannot be arrived at before anyone was dispatched', () => {
    expect(codeOf(acknowledged, { kind: 'arrive', by: li })).toBe('incident_not_dispatched');
  });
});

describe('a contact', () => {
  it('who is going has accepted: the incident is theirs and help is coming', () => {
    const going = after(opened, [{ kind: 'going', by: son }]);
    expect(going).toMatchObject({
      state: 'dispatched',
      acknowledgement: { by: 'son', kind: 'contact', name: '王建国' },
    });
    expect(stageAfter(opened, going)).toBe('help_coming');
  });

  it('who holds it does not keep an operator out, and an operator keeps what they hold', () => {
    const going = after(opened, [{ kind: 'going', by: son }]);
    expect(after(going, [{ kind: 'acknowledge', by: li }])).toMatchObject({
      state: 'dispatched',
      acknowledgement: { by: 'li', kind: 'user' },
    });
    expect(after(acknowledged, [{ kind: 'going', by: son }])).toMatchObject({
      state: 'dispatched',
      acknowledgement: { by: 'li' },
    });
  });

  it('who goes too takes nothing from the one who goes already', () => {
    const going = after(opened, [{ kind: 'going', by: son }]);
    expect(after(going, [{ kind: 'going', by: neighbour }, T0 + 1_000]).acknowledgement).toMatchObject({
      by: 'son',
    });
  });

  it('who cannot after all gives it back, and one who never had it takes it from nobody', () => {
    const going = after(opened, [{ kind: 'going', by: son }]);
    expect(after(going, [{ kind: 'cannot', by: son }]).state).toBe('open');
    expect(after(going, [{ kind: 'cannot', by: neighbour }])).toEqual(going);
    expect(after(acknowledged, [{ kind: 'cannot', by: son }])).toEqual(acknowledged);
  });

  it('who says that it was a false alarm stops the calls for a lease, but does not close it', () => {
    const reported = after(opened, [{ kind: 'false_alarm_reported', by: son }]);
    expect(reported).toMatchObject({ state: 'acknowledged', acknowledgement: { by: 'son' } });
    const end = T0 + leaseFor(1, 'acknowledged');
    expect(after(reported, [{ kind: 'lease_expired' }, end]).state).toBe('open');
  });
});

describe('a contact at the door', () => {
  const arrived = { kind: 'contact_arrived', by: neighbour } as const;

  it('is on the scene whatever was known before, and holds what nobody held', () => {
    expect(after(opened, [arrived])).toMatchObject({
      state: 'on_scene',
      acknowledgement: { by: 'neighbour' },
    });
    expect(after(acknowledged, [arrived])).toMatchObject({
      state: 'on_scene',
      acknowledgement: { by: 'li' },
    });
  });

  it('takes nothing from who holds it, whose lease goes on from the arrival', () => {
    const there = after(after(opened, [{ kind: 'going', by: son }]), [arrived, T0 + 60_000]);
    expect(there).toMatchObject({
      state: 'on_scene',
      acknowledgement: { by: 'son', leaseUntil: T0 + 60_000 + leaseFor(1, 'on_scene') },
    });
  });

  it('who says that all is well keeps it, and one who needs help calls again at once', () => {
    const there = after(opened, [arrived]);
    expect(after(there, [{ kind: 'outcome', by: neighbour }]).state).toBe('on_scene');
    const calls = after(there, [{ kind: 'outcome', by: neighbour, needsHelp: true }, T0 + 9_000]);
    expect(calls.state).toBe('open');
    expect(deadlineAfter(there, calls, T0 + 9_000)).toMatchObject({ kind: 'escalation', dueAt: T0 + 9_000 });
  });

  it('who needs help does not take the incident from the operator who hears it', () => {
    const there = after(acknowledged, [arrived]);
    const heard = after(there, [{ kind: 'outcome', by: neighbour, needsHelp: true }]);
    expect(heard).toMatchObject({ state: 'on_scene', acknowledgement: { by: 'li' } });
  });
});

describe('the one deadline of an incident', () => {
  it('is now when it is opened, so that it calls at once', () => {
    expect(deadlineAfter(undefined, opened, T0)).toEqual({ kind: 'escalation', from: 'start', dueAt: T0 });
  });

  it('is not put off by a second press while it calls', () => {
    const again = after(opened, [{ kind: 'alarm', type: 'sos' }, T0 + 20_000]);
    expect(deadlineAfter(opened, again, T0 + 20_000)).toEqual({ kind: 'keep' });
  });

  it('starts again at once with a higher hazard', () => {
    const door = openedBy('door', T0);
    const smoke = after(door, [{ kind: 'alarm', type: 'smoke' }, T0 + 20_000]);
    expect(deadlineAfter(door, smoke, T0 + 20_000)).toMatchObject({ from: 'start', dueAt: T0 + 20_000 });
  });

  it('is now when it is let go, and goes on from where it stood', () => {
    const released = after(dispatched, [{ kind: 'release', by: li }, T0 + 5_000]);
    expect(deadlineAfter(dispatched, released, T0 + 5_000)).toEqual({
      kind: 'escalation',
      from: 'where_it_stood',
      dueAt: T0 + 5_000,
    });
  });

  it('waits for the end of maintenance, unless it is of life safety', () => {
    const until = { maintenanceUntil: T0 + 3_600_000 };
    const door = { ...openedBy('door', T0), ...until };
    expect(deadlineAfter(undefined, door, T0)).toMatchObject({ dueAt: T0 + 3_600_000 });
    expect(deadlineAfter(undefined, { ...opened, ...until }, T0)).toMatchObject({ dueAt: T0 });
  });

  it('is now and from the start when the maintenance ends, and stays with whoever has it', () => {
    const door = { ...openedBy('door', T0), maintenanceUntil: T0 + 3_600_000 };
    const ended = after(door, [{ kind: 'maintenance_ended' }, T0 + 60_000]);
    expect(ended).toEqual({ ...openedBy('door', T0), raisedAt: T0 + 60_000 });
    expect(deadlineAfter(door, ended, T0 + 60_000)).toEqual({
      kind: 'escalation',
      from: 'start',
      dueAt: T0 + 60_000,
    });
    const held = after(door, [{ kind: 'acknowledge', by: li }]);
    const kept = after(held, [{ kind: 'maintenance_ended' }, T0 + 60_000]);
    expect(kept).toEqual(after(openedBy('door', T0), [{ kind: 'acknowledge', by: li }]));
    expect(deadlineAfter(held, kept, T0 + 60_000)).toMatchObject({ kind: 'lease' });
  });

  it('does not wait for a maintenance of another device: what is said outside of it takes the incident out', () => {
    const door = { ...openedBy('door', T0), maintenanceUntil: T0 + 3_600_000 };
    const inside = after(door, [{ kind: 'alarm', type: 'door', underMaintenance: true }, T0 + 1]);
    expect(deadlineAfter(door, inside, T0 + 1)).toEqual({ kind: 'keep' });
    for (const type of ['door', 'sos', 'low_battery'] as const) {
      const outside = after(door, [{ kind: 'alarm', type }, T0 + 1]);
      expect(outside.maintenanceUntil).toBeUndefined();
      expect(deadlineAfter(door, outside, T0 + 1)).toMatchObject({ from: 'start', dueAt: T0 + 1 });
    }
  });
});

const actor = fc.constantFrom(li, wang, supervisor, son, neighbour);
const action: fc.Arbitrary<IncidentAction> = fc.oneof(
  fc.record({
    kind: fc.constant('alarm' as const),
    type: fc.constantFrom(...ALARM_TYPES),
    underMaintenance: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom('acknowledge' as const, 'release' as const), by: actor }),
  fc.record({ kind: fc.constantFrom('dispatch' as const, 'arrive' as const, 'note' as const), by: actor }),
  fc.record({ kind: fc.constantFrom('call' as const, 'check' as const, 'uncheck' as const), by: actor }),
  fc.record({
    kind: fc.constant('resolve' as const),
    by: actor,
    disposition: fc.constantFrom(...DISPOSITIONS),
  }),
  fc.record({
    kind: fc.constantFrom(
      'going' as const,
      'cannot' as const,
      'false_alarm_reported' as const,
      'contact_arrived' as const,
    ),
    by: fc.constantFrom(son, neighbour),
  }),
  fc.record({
    kind: fc.constant('outcome' as const),
    by: fc.constantFrom(son, neighbour),
    needsHelp: fc.boolean(),
  }),
  fc.constantFrom({ kind: 'lease_expired' as const }, { kind: 'maintenance_ended' as const }),
);
const history = fc.array(fc.tuple(action, fc.nat(600_000)), { maxLength: 40 });
const firstAlarm = fc.constantFrom<AlarmType>(...ALARM_TYPES);

/** Plays a history and looks at every step on the way. */
function play(
  first: AlarmType,
  steps: [IncidentAction, number][],
  look: (before: IncidentFacts, done: IncidentAction, facts: IncidentFacts, now: number) => void,
): void {
  let facts = openedBy(first, T0);
  let now = T0;
  for (const [done, wait] of steps) {
    now += wait;
    const result = transition(facts, done, now);
    if (!result.ok) continue;
    look(facts, done, result.facts, now);
    facts = result.facts;
  }
}

describe('whatever happens to an incident', () => {
  it('has somebody holding it exactly when it is neither open nor, untaken, closed', () => {
    fc.assert(
      fc.property(firstAlarm, history, (first, steps) => {
        play(first, steps, (_before, _done, facts) => {
          if (facts.state === 'open') expect(facts.acknowledgement).toBeUndefined();
          else if (facts.state !== 'resolved') expect(facts.acknowledgement).toBeDefined();
          expect(facts.disposition !== undefined).toBe(facts.state === 'resolved');
        });
      }),
    );
  });

  it('has a deadline at all times until it is resolved, so that it cannot be forgotten', () => {
    fc.assert(
      fc.property(firstAlarm, history, (first, steps) => {
        let standing: 'escalation' | 'lease' = 'escalation';
        play(first, steps, (before, _done, facts, now) => {
          const next = deadlineAfter(before, facts, now);
          expect(next.kind === 'none').toBe(facts.state === 'resolved');
          // What stays as it is must be a call, and there must be one.
          if (next.kind === 'keep') expect([facts.state, standing]).toEqual(['open', 'escalation']);
          if (next.kind === 'escalation') expect(next.dueAt).toBe(now);
          if (next.kind === 'lease') expect(next.dueAt).toBe(facts.acknowledgement?.leaseUntil);
          if (next.kind === 'escalation' || next.kind === 'lease') standing = next.kind;
        });
      }),
    );
  });

  it('never becomes less urgent, and a life-safety or urgent alarm always leaves it open', () => {
    fc.assert(
      fc.property(firstAlarm, history, (first, steps) => {
        play(first, steps, (before, done, facts) => {
          expect(facts.priority).toBeLessThanOrEqual(before.priority);
          if (done.kind === 'alarm' && priorityOf(done.type) < 3) expect(facts.state).toBe('open');
        });
      }),
    );
  });

  it('changes hands through no call, tick or note, and is not closed or opened by one', () => {
    fc.assert(
      fc.property(firstAlarm, history, (first, steps) => {
        play(first, steps, (before, done, facts) => {
          if (!['call', 'check', 'uncheck', 'note'].includes(done.kind)) return;
          expect(facts.state).toBe(before.state);
          expect(facts.acknowledgement?.by).toBe(before.acknowledgement?.by);
        });
      }),
    );
  });

  it('stays resolved once it is resolved', () => {
    fc.assert(
      fc.property(action, fc.nat(10_000_000), (done, wait) => {
        const result = transition(resolved, done, T0 + wait);
        if (result.ok) expect(result.facts).toEqual(resolved);
        else expect(result.code).toBe('incident_resolved');
      }),
    );
  });
});
