import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { priorityOf, type Alarm, type AlarmType } from '../../contracts/alarm.ts';
import type { Actor } from '../../contracts/incident-transition.ts';
import type { Channel } from '../../contracts/notification.ts';
import { defaultPolicy, leaseFor, type Policy } from '../../contracts/policy.ts';
import { applyAction } from '../../store/apply-transition.ts';
import { applyAlarm } from '../../store/apply-alarm.ts';
import { escalate, findOverdueCalls, type Call, type EscalateOptions } from '../../store/escalate.ts';
import { expireLeases } from '../../store/expire-leases.ts';
import { claimNotification } from '../../store/claim-notification.ts';
import { finishNotification } from '../../store/notifications.ts';
import { newId } from '../../store/new-id.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { readIncidents } from '../../store/read-incidents.ts';
import { reportFailed } from '../../store/report-delivery.ts';
import { shiftDeadlines } from '../../store/shift-deadlines.ts';
import { freshDatabase } from '../harness/fresh-database.ts';
import { registerHome } from '../harness/register-home.ts';

const T0 = Date.parse('2026-01-10T03:00:00Z');
const HOUR = 3_600_000;
const operator: Actor = { kind: 'user', id: newId(), override: false };

let store: Store;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  store = openStore({ databaseUrl: database.url });
});

afterAll(async () => {
  await store.destroy();
  await drop();
});

/** An incident, the people it calls, and a clock of one's own. */
async function anIncident(type: AlarmType = 'sos', people = 1) {
  const { homeId, devices } = await registerHome(store);
  const contacts = Array.from({ length: people }, (_, n) => ({ id: newId(), name: `联系人${n}` }));
  const called: { offset: number; at: number }[] = [];
  const calls = (at: number, channel: Channel): Call[] =>
    contacts.map(({ id, name }) => ({
      recipient: { kind: 'contact', id, name, person: 'family' },
      channel,
      fallbacks: ['sms', 'email'],
      dueAt: at,
    }));
  const raises = (at: number, more: Partial<Alarm> = {}) =>
    applyAlarm(
      store,
      {
        id: newId(),
        homeId,
        deviceId: devices[0]?.id ?? '',
        type,
        priority: priorityOf(type),
        at,
        receivedAt: at,
        test: false,
        cause: { property: 'action', value: 'emergency' },
        ...more,
      },
      at,
    );
  const { incidentId } = await raises(T0);
  const escalates = (at: number, options: Partial<EscalateOptions> = {}) =>
    escalate(store, incidentId, at, {
      policyOf: defaultPolicy,
      callFor: (occurrences) => {
        called.push({ offset: Math.max(...occurrences.map(({ offset }) => offset)), at });
        return { calls: calls(at, 'voice'), unreachable: 0 };
      },
      ...options,
    });
  const act = (kind: 'acknowledge' | 'release', at: number, by = operator) =>
    applyAction(store, { incidentId, action: { kind, by } }, at);
  const read = async () => {
    const [incident] = await readIncidents(store, [incidentId]);
    if (incident === undefined) throw new Error('the incident is gone');
    return incident;
  };
  const notifications = (purpose = 'alarm') =>
    store
      .selectFrom('notifications')
      .selectAll()
      .where('incident_id', '=', incidentId)
      .where('purpose', '=', purpose as 'alarm')
      .orderBy('created_at')
      .orderBy('id')
      .execute();
  const offsets = () => called.map(({ offset }) => offset);
  return { incidentId, homeId, contacts, raises, escalates, act, read, notifications, offsets, called };
}

const findOverdue = async (at: number) =>
  (await findOverdueCalls(store, at, 1_000)).map(({ incidentId }) => incidentId);

describe('an incident that nobody takes', () => {
  it('calls at once, after 30 s, after 60 s and then every minute, and says in its history whom', async () => {
    const incident = await anIncident();
    for (const after of [0, 30, 60, 120, 180]) {
      const done = await incident.escalates(T0 + after * 1_000);
      expect(done).toMatchObject({ outcome: 'round', lateMs: 0 });
    }
    expect(incident.offsets()).toEqual([0, 30, 60, 120, 180]);
    const { events, escalation, version } = await incident.read();
    expect(events.flatMap(({ escalation: round }) => round ?? [])).toEqual(
      [0, 30, 60, 120, 180].map((offset, round) => ({ round, offset, called: 1 })),
    );
    expect(escalation).toEqual({ rounds: 5, nextAt: new Date(T0 + 240_000).toISOString() });
    expect(version).toBe(6);
  });

  it('is not called for a moment too early, and only once however many workers try', async () => {
    const incident = await anIncident();
    await incident.escalates(T0);
    expect(await incident.escalates(T0 + 29_999)).toEqual({ outcome: 'not_due', dueAt: T0 + 30_000 });
    const at = T0 + 30_000;
    const all = await Promise.all(Array.from({ length: 8 }, () => incident.escalates(at)));
    expect(all.filter(({ outcome }) => outcome === 'round')).toHaveLength(1);
    expect(await incident.notifications()).toHaveLength(2);
  });

  it('makes up for an outage in one round, and keeps to its own rhythm afterwards', async () => {
    const incident = await anIncident();
    await incident.escalates(T0);
    const late = await incident.escalates(T0 + 400_500);
    expect(late).toMatchObject({ round: 1, lateMs: 370_500, nextAt: T0 + 420_000 });
    expect(incident.offsets()).toEqual([0, 360]);
  });

  it('does not put its next call off when she presses again and again', async () => {
    const incident = await anIncident();
    await incident.escalates(T0);
    for (let second = 5; second < 30; second += 5) await incident.raises(T0 + second * 1_000);
    expect(await incident.escalates(T0 + 30_000)).toMatchObject({ outcome: 'round', lateMs: 0 });
  });

  it('does not wait for the next step when a round reaches nobody', async () => {
    const incident = await anIncident();
    const nobody = { callFor: () => ({ calls: [], unreachable: 2 }) };
    expect(await incident.escalates(T0, nobody)).toMatchObject({ nextAt: T0 });
    expect(await incident.escalates(T0 + 10, nobody)).toMatchObject({ nextAt: T0 + 10 });
    const last = await incident.escalates(T0 + 20, nobody);
    expect(last).toMatchObject({ nextAt: T0 + 10 + 60_000 });
  });

  it('keeps the version of the policy that it began with', async () => {
    const incident = await anIncident();
    await incident.escalates(T0);
    const changed: Policy = { version: 7, priority: 1, steps: [] };
    const done = await incident.escalates(T0 + 30_000, { policyOf: () => changed });
    expect(done).toMatchObject({ outcome: 'round', nextAt: T0 + 60_000 });
  });

  it('is found by the sweep, the most urgent first, and a resolved one never', async () => {
    const door = await anIncident('door');
    const sos = await anIncident('sos');
    const overdue = await findOverdue(T0);
    expect(overdue.indexOf(sos.incidentId)).toBeLessThan(overdue.indexOf(door.incidentId));
    await sos.act('acknowledge', T0 + 1);
    expect(await findOverdue(T0)).not.toContain(sos.incidentId);
  });
});

describe('an acknowledgement', () => {
  it('that runs out calls again at once from where it stood, and says who let it go', async () => {
    const incident = await anIncident();
    await incident.escalates(T0);
    await incident.escalates(T0 + 30_000);
    await incident.act('acknowledge', T0 + 35_000);
    const end = T0 + 35_000 + leaseFor(1, 'acknowledged');
    expect(await incident.escalates(end - 1)).toMatchObject({ outcome: 'not_due' });

    expect(await expireLeases(store, end)).toContain(incident.incidentId);
    expect(await incident.escalates(end)).toMatchObject({
      outcome: 'round',
      lateMs: 0,
      nextAt: end + 30_000,
    });
    expect(incident.offsets()).toEqual([0, 30, 30]);
    expect((await incident.read()).events.map(({ type }) => type)).toContain('lease_expired');
  });

  it('that is let go calls everybody again who was called before: some were told that they need not go', async () => {
    const incident = await anIncident();
    await incident.escalates(T0);
    await incident.escalates(T0 + 30_000);
    await incident.act('acknowledge', T0 + 35_000);
    await incident.act('release', T0 + 36_000);
    const steps: number[] = [];
    await incident.escalates(T0 + 36_000, {
      callFor: (occurrences) => {
        steps.push(...occurrences.map(({ step }) => step.after));
        return { calls: [], unreachable: 0, quiet: true };
      },
    });
    expect([...new Set(steps)]).toEqual([0, 30]);
  });

  it('that is released calls again at once', async () => {
    const incident = await anIncident();
    await incident.escalates(T0);
    await incident.act('acknowledge', T0 + 1_000);
    await incident.act('release', T0 + 2_000);
    expect(await incident.escalates(T0 + 2_000)).toMatchObject({ outcome: 'round', lateMs: 0 });
  });

  it('stops the calls that wait and tells those already called who has it, once each', async () => {
    const incident = await anIncident('sos', 3);
    await incident.escalates(T0);
    const [first, second] = await incident.notifications();
    for (const one of [first, second]) {
      expect(await claimNotification(store, one?.id ?? '', T0)).toHaveLength(1);
    }
    await finishNotification(store, [first?.id ?? ''], { state: 'sent', providerId: 'a' }, T0);
    const going = { kind: 'contact', id: incident.contacts[1]?.id ?? '', name: '联系人1' } as const;
    await applyAction(
      store,
      { incidentId: incident.incidentId, action: { kind: 'going', by: going } },
      T0 + 5_000,
    );

    expect((await incident.notifications()).map(({ state }) => state).sort()).toEqual([
      'cancelled',
      'sending',
      'sent',
    ]);
    expect(await incident.notifications('stand_down')).toMatchObject([
      { recipient_id: incident.contacts[0]?.id, channel: 'sms', state: 'queued', taken_by: '联系人1' },
    ]);
  });
});

describe('a call', () => {
  it('that fails starts the next channel at once, once, and is tried again itself', async () => {
    const incident = await anIncident();
    await incident.escalates(T0);
    const [voice] = await incident.notifications();
    const id = voice?.id ?? '';
    await claimNotification(store, id, T0);
    const failure = { id, code: 'timeout', reason: 'no answer', retryAt: T0 + 1_000 };
    const first = await reportFailed(store, failure, T0 + 10);
    expect(first).toMatchObject({ outcome: 'retrying', next: { channel: 'sms' } });
    await claimNotification(store, id, T0 + 1_000);
    expect(await reportFailed(store, { ...failure, retryAt: undefined }, T0 + 1_010)).toEqual({
      outcome: 'failed',
    });
    expect((await incident.notifications()).map(({ channel, state }) => [channel, state])).toEqual([
      ['voice', 'failed'],
      ['sms', 'queued'],
    ]);
  });

  it('is made by one worker only, and by none once somebody has the incident', async () => {
    const incident = await anIncident('sos', 2);
    await incident.escalates(T0);
    const [one, two] = (await incident.notifications()).map(({ id }) => id);
    const claims = await Promise.all(
      Array.from({ length: 6 }, () => claimNotification(store, one ?? '', T0)),
    );
    expect(claims.flat()).toHaveLength(1);
    await incident.act('acknowledge', T0 + 1);
    expect(await claimNotification(store, two ?? '', T0 + 1)).toEqual([]);
  });

  it('about technical things goes out with all others that wait for the same reader', async () => {
    const reader = { kind: 'user', id: newId(), name: '陈', person: 'supervisor' } as const;
    const bundled = {
      callFor: () => ({
        calls: [{ recipient: reader, channel: 'email' as const, fallbacks: [], dueAt: T0 + HOUR }],
        unreachable: 0,
      }),
    };
    const incidents = await Promise.all([1, 2, 3].map(() => anIncident('low_battery')));
    for (const incident of incidents) await incident.escalates(T0, bundled);
    const [first] = (await incidents[0]?.notifications()) ?? [];
    expect(await claimNotification(store, first?.id ?? '', T0 + HOUR - 1_000)).toEqual([]);
    expect(await claimNotification(store, first?.id ?? '', T0 + HOUR)).toHaveLength(3);
  });
});

describe('a clock that is set', () => {
  it('moves what is due along with it, once however many processes notice', async () => {
    const incident = await anIncident();
    await incident.escalates(T0);
    const total = async () =>
      Number((await store.selectFrom('clock_steps').select('total_ms').executeTakeFirstOrThrow()).total_ms);
    const step = { ms: -HOUR, total: await total() };
    const dealt = await Promise.all([1, 2, 3].map(() => shiftDeadlines(store, step)));
    expect(dealt.filter(Boolean)).toHaveLength(1);
    expect(await incident.escalates(T0 - HOUR + 29_000)).toMatchObject({ outcome: 'not_due' });
    expect(await incident.escalates(T0 - HOUR + 30_000)).toMatchObject({ outcome: 'round', lateMs: 0 });
  });

  it('back while nobody ran makes nobody wait: what was set in the future is due', async () => {
    const incident = await anIncident();
    await incident.escalates(T0);
    expect(await findOverdue(T0 - HOUR)).toContain(incident.incidentId);
    expect(await incident.escalates(T0 - HOUR)).toMatchObject({ outcome: 'round', lateMs: 0 });
  });
});
