import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueWithin, nextOffset } from './policy-clock.ts';
import { defaultPolicy, policyProblem, type Step } from './policy.ts';

const step = (after: number, repeat?: Step['repeat']): Step => ({
  after,
  targets: [{ kind: 'above' }],
  channels: ['sms'],
  ...(repeat && { repeat }),
});
const steps = [step(0), step(30), step(60, { every: 60 }), step(90, { every: 30, times: 1 })];
const due = (from: number, to: number) =>
  dueWithin(steps, from, to).map(({ index, repetition }) => [index, repetition]);

describe('what a policy calls for', () => {
  it('comes in its order, and what repeats comes again', () => {
    expect(due(0, 0)).toEqual([[0, 0]]);
    expect(due(30, 30)).toEqual([[1, 0]]);
    expect(due(60, 60)).toEqual([[2, 0]]);
    expect(due(120, 120)).toEqual([
      [2, 1],
      [3, 1],
    ]);
    expect(due(150, 150)).toEqual([]);
  });

  it('is each step once after an outage, however often it repeated meanwhile', () => {
    expect(due(0, 600)).toEqual([
      [0, 0],
      [1, 0],
      [2, 9],
      [3, 1],
    ]);
  });

  it('has a next moment for ever when a step repeats without an end', () => {
    expect([0, 30, 60, 90, 120, 3_600].map((offset) => nextOffset(steps, offset))).toEqual([
      30, 60, 90, 120, 180, 3_660,
    ]);
    expect(nextOffset([step(0)], 0)).toBeUndefined();
  });

  it('is never skipped and never twice, whatever the steps', () => {
    const anyStep = fc
      .record({
        after: fc.nat(100),
        every: fc.integer({ min: 10, max: 50 }),
        times: fc.option(fc.integer({ min: 1, max: 4 })),
      })
      .map(({ after, every, times }) => step(after, { every, ...(times !== null && { times }) }));
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 1, maxLength: 5 }), (any) => {
        const walked: string[] = [];
        for (let offset: number | undefined = nextOffset(any, -1); offset !== undefined && offset < 400;) {
          for (const { index, repetition } of dueWithin(any, offset, offset))
            walked.push(`${index}/${repetition}`);
          const next = nextOffset(any, offset);
          if (next !== undefined) expect(next).toBeGreaterThan(offset);
          offset = next;
        }
        expect(new Set(walked).size).toBe(walked.length);
        const expected = any.flatMap(({ after, repeat }, index) =>
          Array.from({ length: (repeat?.times ?? 1_000) + 1 }, (_, n) => n)
            .filter((n) => after + n * (repeat?.every ?? 0) < 400)
            .map((n) => `${index}/${n}`),
        );
        expect(walked.sort()).toEqual(expected.sort());
      }),
    );
  });
});

describe('a policy', () => {
  it('that works untouched may serve every priority', () => {
    for (const priority of [1, 2, 3] as const) {
      expect(policyProblem(defaultPolicy(priority).steps, priority)).toBeUndefined();
    }
  });

  it('that would fall silent, or be slow to begin, is refused for life safety', () => {
    expect(policyProblem([step(0), step(30)], 1)).toContain('repeat without `times`');
    expect(policyProblem([step(0, { every: 60, times: 100 })], 1)).toContain('repeat without `times`');
    expect(policyProblem([step(10, { every: 60 })], 1)).toContain('calls at once');
    expect(policyProblem([step(0, { every: 3_600 })], 1)).toContain('300 seconds');
    expect(policyProblem([step(10, { every: 3_600 })], 2)).toBeUndefined();
  });

  it('that would call more often than anybody can be reached is refused', () => {
    const storm = Array.from({ length: 3 }, (_, n) => step(n, { every: 10 }));
    expect(policyProblem(storm, 1)).toContain('18 times a minute');
    expect(policyProblem(storm.slice(1), 2)).toBeUndefined();
  });
});
