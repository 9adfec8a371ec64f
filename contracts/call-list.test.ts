import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallContact, CallContext, CallUser } from './call-context.ts';
import { callList, type CallListOptions } from './call-list.ts';
import type { HomeClock } from './home-clock.ts';
import { CHANNELS, type Channel } from './notification.ts';
import { RELATIONS, ROLES } from './people.ts';
import { dueWithin } from './policy-clock.ts';
import { defaultPolicy, type Step, type Target } from './policy.ts';
import { resolveTarget } from './resolve-target.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const utc: HomeClock = {
  minutesAt: (instant) => Math.floor((instant % DAY) / MINUTE),
  next: (minutes, instant) => {
    const today = Math.floor(instant / DAY) * DAY + minutes * MINUTE;
    return today >= instant ? today : today + DAY;
  },
};
const at = (time: string): number => Date.parse(`2026-03-01T${time}:00Z`);
const noon = at('12:00');

const home = {
  id: 'home',
  address: '3-2-501',
  timezone: 'UTC',
  canary: false,
  areaId: 'community',
  areaName: 'Xinhua',
  path: ['community', 'street', 'district'],
};
const contact = (id: string, fields: Partial<CallContact> = {}): CallContact => ({
  id,
  name: id,
  relation: 'family',
  phone: '13800001234',
  locale: 'zh-CN',
  preferredChannels: [],
  ...fields,
});
const user = (id: string, fields: Partial<CallUser> = {}): CallUser => ({
  id,
  name: id,
  roles: ['operator'],
  areaIds: ['community'],
  ofHome: false,
  onDuty: false,
  phone: '13900001234',
  locale: 'zh-CN',
  subscriptions: [],
  ...fields,
});
const people = (fields: Partial<CallContext> = {}): CallContext => ({
  home,
  residents: ['王秀英'],
  contacts: [],
  users: [],
  webhooks: [],
  ...fields,
});
const family = (pick: 'first' | 'all' = 'all'): Target => ({ kind: 'contact', relations: ['family'], pick });
const operators: Target = { kind: 'role', role: 'operator' };
const step = (targets: Target[], channels: Channel[], repetition = 0) => ({
  step: { after: 0, targets, channels },
  index: 0,
  repetition,
  offset: 0,
});
const called = (options: Partial<CallListOptions> & Pick<CallListOptions, 'occurrences'>) =>
  callList({
    people: people(),
    priority: 1,
    now: noon,
    clock: utc,
    configured: new Set(CHANNELS),
    present: new Set(),
    ...options,
  });
const told = (list: ReturnType<typeof callList>) =>
  list.calls.map(({ recipient, channel, fallbacks }) => [recipient.id, channel, ...fallbacks]);

describe('callList', () => {
  it('takes the first channel that is configured and that the person has an address for; the rest wait behind it', () => {
    const list = called({
      people: people({ contacts: [contact('son', { email: 'son@example.org' })] }),
      configured: new Set<Channel>(['sms', 'email']),
      occurrences: [step([family()], ['voice', 'push', 'sms', 'email'])],
    });
    expect(told(list)).toEqual([['son', 'sms', 'email']]);
    expect(list.calls[0]?.dueAt).toBe(noon);
  });

  it('tells by the console who is in front of it, and by nothing of the kind who is not', () => {
    const users = [user('there'), user('away')];
    const list = called({
      people: people({ users }),
      present: new Set(['there']),
      occurrences: [step([operators], ['console', 'sms'])],
    });
    expect(told(list)).toEqual([
      ['there', 'console', 'sms'],
      ['away', 'sms'],
    ]);
  });

  it('rings and writes to one person when two steps ask for both, and never twice the same', () => {
    const contacts = [contact('son', { email: 'son@example.org' })];
    const occurrences = [
      step([family('first')], ['voice', 'sms', 'email']),
      step([family()], ['sms', 'email']),
      step([family()], ['voice']),
    ];
    expect(told(called({ people: people({ contacts }), occurrences }))).toEqual([
      ['son', 'voice', 'email'],
      ['son', 'sms', 'email'],
    ]);
  });

  it('picks the first contact that has a usable channel, and says who was passed over and why', () => {
    const { phone: _, ...silent } = contact('silent');
    const list = called({
      people: people({ contacts: [silent, contact('son'), contact('daughter')] }),
      occurrences: [step([family('first')], ['voice'])],
    });
    expect(told(list)).toEqual([['son', 'voice']]);
    expect(list.unreachable).toEqual([
      expect.objectContaining({ code: 'no_address', reason: expect.stringContaining('voice') as string }),
    ]);
  });

  it('says who cannot be reached because nothing is configured, and which target means nobody', () => {
    const list = called({
      people: people({ contacts: [contact('son')] }),
      configured: new Set(),
      occurrences: [step([family(), operators], ['voice', 'console'])],
    });
    expect(list.calls).toEqual([]);
    expect(list.unreachable).toMatchObject([{ recipient: { id: 'son' }, code: 'not_configured' }]);
    expect(list.vacant).toEqual([operators]);
  });

  it('calls a webhook by webhook only, and people by anything but', () => {
    const target: Target = { kind: 'webhook', webhookId: 'w' };
    const list = called({
      people: people({ webhooks: [{ id: 'w', name: '119' }], contacts: [contact('son')] }),
      occurrences: [step([target, family()], ['webhook', 'sms'])],
    });
    expect(told(list)).toEqual([
      ['w', 'webhook'],
      ['son', 'sms'],
    ]);
    const without = called({
      people: people({ webhooks: [{ id: 'w', name: '119' }] }),
      occurrences: [step([target], ['sms'])],
    });
    expect(without.unreachable).toMatchObject([{ recipient: { id: 'w' }, code: 'no_channel' }]);
  });

  describe('who is meant', () => {
    const roles = (users: CallUser[]) =>
      called({ people: people({ users }), occurrences: [step([operators], ['sms'])] }).calls.map(
        ({ recipient }) => recipient.id,
      );

    it('is who is on duty in the nearest area where somebody is, though others are nearer', () => {
      const near = user('off duty');
      const street = user('on duty', { areaIds: ['street'], onDuty: true });
      const district = user('far', { areaIds: ['district'], onDuty: true });
      expect(roles([near, street, district])).toEqual(['on duty']);
    });

    it('is everybody of the nearest area where no roster is running', () => {
      const users = [
        user('a', { areaIds: ['street'] }),
        user('b', { areaIds: ['street', 'district'] }),
        user('far', { areaIds: ['district'] }),
        user('other role', { roles: ['installer'], onDuty: true }),
        user('elsewhere', { areaIds: ['another'], onDuty: true }),
      ];
      expect(roles(users)).toEqual(['a', 'b']);
    });

    it('is the level above, one more with each repetition, and the top when there is none further up', () => {
      const users = [
        user('here'),
        user('street', { areaIds: ['street'], roles: ['supervisor'] }),
        user('installer', { areaIds: ['street'], roles: ['installer'] }),
        user('district', { areaIds: ['district'] }),
      ];
      const ids = [0, 1, 7].map((repetition) =>
        resolveTarget({ kind: 'above' }, repetition, people({ users })).map(({ recipient }) => recipient.id),
      );
      expect(ids).toEqual([['street'], ['street', 'district'], ['street', 'district']]);
    });

    it('is the users of the home for the role family', () => {
      const users = [
        user('daughter', { roles: ['family'], areaIds: [], ofHome: true }),
        user('a stranger’s', { roles: ['family'], areaIds: ['community'] }),
      ];
      const meant = resolveTarget({ kind: 'role', role: 'family' }, 0, people({ users }));
      expect(meant.map(({ recipient }) => recipient.id)).toEqual(['daughter']);
    });
  });

  describe('the wishes of a contact', () => {
    const son = contact('son', {
      email: 'son@example.org',
      preferredChannels: ['email', 'push'],
      quiet: { from: '22:00', to: '07:00' },
    });
    const ask = (priority: 1 | 2 | 3, now: number) =>
      called({
        people: people({ contacts: [son] }),
        priority,
        now,
        occurrences: [step([family()], ['voice', 'sms', 'email'])],
      }).calls;

    it('never count for life safety', () => {
      expect(ask(1, at('23:30'))).toMatchObject([
        { channel: 'voice', fallbacks: ['sms', 'email'], dueAt: at('23:30') },
      ]);
    });

    it('choose the channel and put an urgent call off to the end of the quiet hours, across midnight', () => {
      expect(ask(2, at('23:30'))).toMatchObject([
        { channel: 'email', fallbacks: [], dueAt: at('07:00') + DAY },
      ]);
      expect(ask(2, at('03:00'))).toMatchObject([{ dueAt: at('07:00') }]);
      expect(ask(2, at('07:00'))).toMatchObject([{ dueAt: at('07:00') }]);
      expect(ask(2, at('21:59'))).toMatchObject([{ dueAt: at('21:59') }]);
    });

    it('do not leave them unreached when what they prefer cannot be used', () => {
      const contacts = [contact('son', { preferredChannels: ['email'] })];
      const list = called({
        people: people({ contacts }),
        priority: 2,
        occurrences: [step([family()], ['voice', 'sms'])],
      });
      expect(told(list)).toEqual([['son', 'voice', 'sms']]);
    });

    it('technical e-mails leave together at eight, or after the quiet hours', () => {
      expect(ask(3, at('09:00'))).toMatchObject([{ channel: 'email', dueAt: at('08:00') + DAY }]);
      const late = contact('late', { email: 'a@example.org', quiet: { from: '06:00', to: '10:30' } });
      const list = called({
        people: people({ contacts: [late] }),
        priority: 3,
        occurrences: [step([family()], ['email'])],
      });
      expect(list.calls).toMatchObject([{ dueAt: at('10:30') + DAY }]);
    });
  });

  it('under maintenance asks operators, and nobody outside', () => {
    const list = called({
      people: people({
        users: [
          user('here'),
          user('chief', { areaIds: ['street'] }),
          user('daughter', { roles: ['family'], ofHome: true }),
        ],
        contacts: [contact('son')],
        webhooks: [{ id: 'w', name: '119' }],
      }),
      maintenance: 'maintenance',
      occurrences: [
        step(
          [
            operators,
            { kind: 'role', role: 'family' },
            { kind: 'above' },
            family(),
            { kind: 'webhook', webhookId: 'w' },
          ],
          ['sms', 'webhook'],
        ),
      ],
    });
    expect(told(list)).toEqual([['here', 'sms']]);
    expect(list.unreachable).toEqual([]);
  });

  it('by default rings and writes to the first of the family at once, and asks the operators', () => {
    const list = called({
      people: people({ users: [user('op')], contacts: [contact('son'), contact('daughter')] }),
      present: new Set(['op']),
      occurrences: dueWithin(defaultPolicy(1).steps, 0, 0),
    });
    expect(told(list)).toEqual([
      ['op', 'console', 'sms'],
      ['son', 'voice'],
      ['son', 'sms'],
    ]);
  });
});

describe('callList, whatever the policy and the people', () => {
  const channel = fc.constantFrom(...CHANNELS);
  const phone = fc.option(fc.constant('13800001234'), { nil: undefined });
  const email = fc.option(fc.constant('a@example.org'), { nil: undefined });
  const withAddress = <T extends object>(base: fc.Arbitrary<T>) =>
    fc.tuple(base, phone, email).map(([fields, number, mail]) => ({
      ...fields,
      ...(number !== undefined && { phone: number }),
      ...(mail !== undefined && { email: mail }),
    }));
  const time = fc.integer({ min: 0, max: 1439 }).map((minutes) => {
    const two = (n: number) => String(n).padStart(2, '0');
    return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  });
  const areas = fc.uniqueArray(fc.constantFrom('community', 'street', 'district', 'another'));
  const contacts = fc
    .array(
      withAddress(
        fc.record({
          relation: fc.constantFrom(...RELATIONS),
          preferredChannels: fc.uniqueArray(channel),
          quiet: fc.record({ from: time, to: time }),
        }),
      ),
      { maxLength: 6 },
    )
    .map((each) =>
      each.map((fields, n): CallContact => ({ id: `c${n}`, name: `c${n}`, locale: 'en', ...fields })),
    );
  const users = fc
    .array(
      withAddress(
        fc.record({
          roles: fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1 }),
          areaIds: areas,
          ofHome: fc.boolean(),
          onDuty: fc.boolean(),
          subscriptions: fc.array(fc.constant('s'), { maxLength: 1 }),
        }),
      ),
      { maxLength: 6 },
    )
    .map((each) =>
      each.map((fields, n): CallUser => ({ id: `u${n}`, name: `u${n}`, locale: 'en', ...fields })),
    );
  const target: fc.Arbitrary<Target> = fc.oneof(
    fc.record({
      kind: fc.constant('role' as const),
      role: fc.constantFrom(
        'supervisor' as const,
        'operator' as const,
        'installer' as const,
        'family' as const,
      ),
    }),
    fc.constant({ kind: 'above' as const }),
    fc.record({
      kind: fc.constant('contact' as const),
      relations: fc.uniqueArray(fc.constantFrom(...RELATIONS), { minLength: 1 }),
      pick: fc.constantFrom('first' as const, 'all' as const),
    }),
    fc.constant({ kind: 'webhook' as const, webhookId: 'w' }),
  );
  const steps: fc.Arbitrary<Step[]> = fc.array(
    fc.record({
      after: fc.constant(0),
      targets: fc.array(target, { minLength: 1, maxLength: 4 }),
      channels: fc.uniqueArray(channel, { minLength: 1 }),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const situation = fc.record({
    steps,
    contacts,
    users,
    configured: fc.uniqueArray(channel).map((list) => new Set(list)),
    present: fc.uniqueArray(fc.constantFrom('u0', 'u1', 'u2')).map((list) => new Set<string>(list)),
    priority: fc.constantFrom(1 as const, 2 as const, 3 as const),
    now: fc.integer({ min: noon, max: noon + 2 * DAY }),
    repetition: fc.integer({ min: 0, max: 4 }),
  });
  const run = ({ steps: list, contacts: c, users: u, repetition, ...rest }: Situation) =>
    called({
      ...rest,
      people: people({ contacts: c, users: u, webhooks: [{ id: 'w', name: 'w' }] }),
      occurrences: list.map((each, index) => ({ step: each, index, repetition, offset: 0 })),
    });
  type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

  it('never calls a person twice by one channel', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const { calls } = run(given);
        const keys = calls.map(({ recipient, channel: by }) => `${recipient.id} ${by}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { recipient, fallbacks } of calls) {
          for (const by of fallbacks) expect(keys).not.toContain(`${recipient.id} ${by}`);
        }
      }),
    );
  });

  it('never uses what is not configured, and no console that nobody sits at', () => {
    fc.assert(
      fc.property(situation, (given) => {
        for (const { recipient, channel: first, fallbacks } of run(given).calls) {
          for (const by of [first, ...fallbacks]) {
            const usable = by === 'console' ? given.present.has(recipient.id) : given.configured.has(by);
            expect(usable, `${recipient.id} by ${by}`).toBe(true);
          }
        }
      }),
    );
  });

  it('either calls everybody who is meant or says why not; of those of whom one is enough, at least one', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const { calls, unreachable, vacant } = run(given);
        const reached = new Set(calls.map(({ recipient }) => recipient.id));
        const known = new Set([...reached, ...unreachable.map(({ recipient }) => recipient.id)]);
        const all = people({
          contacts: given.contacts,
          users: given.users,
          webhooks: [{ id: 'w', name: 'w' }],
        });
        for (const each of given.steps.flatMap(({ targets }) => targets)) {
          const ids = resolveTarget(each, given.repetition, all).map(({ recipient }) => recipient.id);
          if (ids.length === 0) expect(vacant).toContainEqual(each);
          else if (each.kind === 'contact' && each.pick === 'first') {
            expect(ids.some((id) => reached.has(id)) || ids.every((id) => known.has(id))).toBe(true);
          } else expect(ids.filter((id) => !known.has(id))).toEqual([]);
        }
        for (const { recipient } of unreachable) expect(reached).not.toContain(recipient.id);
      }),
    );
  });

  it('asks nobody about quiet hours and preferences when a life is at stake', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const list = run({ ...given, priority: 1 });
        expect(list.calls.every(({ dueAt }) => dueAt === given.now)).toBe(true);
        const wishless = given.contacts.map(({ quiet: _, ...rest }) => ({ ...rest, preferredChannels: [] }));
        expect(run({ ...given, priority: 1, contacts: wishless })).toEqual(list);
      }),
    );
  });
});

describe('those who run the platform', () => {
  const admin = user('admin', { roles: ['admin'], areaIds: [] });
  const above: Target = { kind: 'above' };
  const idsOf = (list: ReturnType<typeof called>) => list.calls.map(({ recipient }) => recipient.id);

  it('are called where a platform has no operator, and left alone where it has one', () => {
    const occurrences = [step([operators], ['sms'])];
    expect(idsOf(called({ occurrences, people: people({ users: [admin] }) }))).toEqual(['admin']);
    const users = [admin, user('li')];
    expect(idsOf(called({ occurrences, people: people({ users }) }))).toEqual(['li']);
  });

  it('are the level above the highest, and not before that is reached', () => {
    const users = [admin, user('street', { areaIds: ['street'] })];
    const at = (repetition: number) =>
      idsOf(called({ occurrences: [step([above], ['sms'], repetition)], people: people({ users }) }));
    expect(at(0)).toEqual(['street']);
    expect(at(1)).toEqual(['street']);
    expect(at(2)).toEqual(['street', 'admin']);
  });
});
