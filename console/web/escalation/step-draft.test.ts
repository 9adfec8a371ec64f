import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../../../contracts/notification.ts';
import { RELATIONS } from '../../../contracts/people.ts';
import { defaultPolicy, stepSchema, type Step, type Target } from '../../../contracts/policy.ts';
import { draftProblems } from './draft-problems.ts';
import { draftOf, NEW_STEP, stepOf } from './step-draft.ts';

const target: fc.Arbitrary<Target> = fc.oneof(
  fc
    .constantFrom('supervisor', 'operator', 'installer', 'family')
    .map((role): Target => ({ kind: 'role', role })),
  fc.constant<Target>({ kind: 'above' }),
  fc.record({
    kind: fc.constant('contact'),
    relations: fc.uniqueArray(fc.constantFrom(...RELATIONS), { minLength: 1 }),
    pick: fc.constantFrom('first', 'all'),
  }),
  fc.record({ kind: fc.constant('webhook'), webhookId: fc.uuid() }),
);
const step: fc.Arbitrary<Step> = fc.record(
  {
    after: fc.nat(604_800),
    targets: fc.array(target, { minLength: 1, maxLength: 10 }),
    channels: fc.uniqueArray(fc.constantFrom(...CHANNELS), { minLength: 1 }),
    repeat: fc.record(
      { every: fc.integer({ min: 10, max: 604_800 }), times: fc.integer({ min: 1, max: 1_000 }) },
      { requiredKeys: ['every'] },
    ),
  },
  { requiredKeys: ['after', 'targets', 'channels'] },
);

describe('a step in the form', () => {
  it('comes out as it went in', () => {
    fc.assert(
      fc.property(step, (each) => {
        expect(stepOf(draftOf(each))).toEqual(each);
        expect(stepSchema.safeParse(stepOf(draftOf(each))).success).toBe(true);
      }),
    );
  });

  it('is never accepted with something that is not a number, or with nobody, or by no way', () => {
    const wrong = draftProblems(
      [{ ...NEW_STEP, after: '1.5', targets: [], channels: [], every: 'x', times: '0' }],
      3,
    );
    expect(wrong.ok).toBe(false);
    expect(wrong.steps).toEqual([
      { after: 'after', targets: 'targets', channels: 'channels', every: 'every', times: 'times' },
    ]);
  });

  it('says that another program is told by its own channel, and people by another', () => {
    const webhook = { who: `webhook:${crypto.randomUUID()}`, relations: [], pick: 'all' as const };
    expect(draftProblems([{ ...NEW_STEP, targets: [webhook] }], 3).steps[0]).toEqual({
      channels: 'webhookChannel',
    });
    expect(draftProblems([{ ...NEW_STEP, channels: ['webhook'] }], 3).steps[0]).toEqual({
      channels: 'peopleChannel',
    });
  });
});

describe('the steps of a policy', () => {
  it('are fine as the platform has them', () => {
    for (const priority of [1, 2, 3] as const) {
      expect(draftProblems(defaultPolicy(priority).steps.map(draftOf), priority).ok).toBe(true);
    }
  });

  it('may never end by themselves, begin late or be rare where a life is at stake', () => {
    const endless = { ...NEW_STEP, every: '60' };
    expect(draftProblems([], 3).whole).toBe('empty');
    expect(draftProblems([NEW_STEP], 1).whole).toBe('may_stop');
    expect(draftProblems([NEW_STEP], 3).whole).toBeUndefined();
    expect(draftProblems([{ ...endless, after: '5' }], 1).whole).toBe('not_at_once');
    expect(draftProblems([{ ...endless, every: '600' }], 1).whole).toBe('too_seldom');
    expect(
      draftProblems(
        [
          { ...endless, every: '10' },
          { ...endless, every: '10' },
          { ...endless, every: '10' },
        ],
        2,
      ).whole,
    ).toBe('too_often');
  });
});
