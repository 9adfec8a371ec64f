import { describe, expect, it } from 'vitest';
import { judgeCalls } from './judge-calls.ts';
import { isKept, judgeOnce } from './judge-once.ts';

describe('the audit of what was promised', () => {
  const found = new Map([
    ['a#1', 1],
    ['a#2', 1],
  ]);

  it('is content when everything acknowledged is there once, and what was not acknowledged may be', () => {
    expect(isKept(judgeOnce({ promised: ['a#1'], found, mayBe: new Set(['a#1', 'a#2']) }))).toBe(true);
  });

  it('names what is lost, what is there twice, and what nobody said', () => {
    const verdict = judgeOnce({
      promised: ['a#1', 'a#3'],
      found: new Map([...found, ['a#1', 2]]),
      mayBe: new Set(['a#1', 'a#3']),
    });
    expect(verdict).toEqual({
      promised: 2,
      kept: 1,
      lost: ['a#3'],
      doubled: ['a#1 (2×)'],
      invented: ['a#2'],
    });
    expect(isKept(verdict)).toBe(false);
  });
});

describe('the audit of calls', () => {
  const roundOf = new Map([0, 1, 2].map((round) => [`n${round}`, { incidentId: 'i', round }] as const));
  const rounds = [
    { round: 0, offset: 0 },
    { round: 1, offset: 10 },
    { round: 2, offset: 20 },
  ];
  const calls = [
    { notificationId: 'n0', at: 1_100 },
    { notificationId: 'n1', at: 11_050 },
    { notificationId: 'n2', at: 21_300 },
  ];
  const judge = (more: Partial<Parameters<typeof judgeCalls>[0]> = {}) =>
    judgeCalls({
      incidents: [{ incidentId: 'i', since: 1_000, rounds }],
      calls,
      roundOf,
      everyS: 10,
      until: 22_000,
      ...more,
    });

  it('says how late each was', () => {
    expect(judge()).toEqual({ due: 3, lost: [], doubled: [], resent: 0, lateness: [100, 50, 300] });
  });

  it('lets a round that was made late stand for the one before it, but not for one after it', () => {
    const incidents = [{ incidentId: 'i', since: 1_000, rounds: rounds.filter(({ round }) => round !== 1) }];
    expect(judge({ incidents })).toMatchObject({ lost: [], lateness: [100, 10_300, 300] });
    expect(judge({ calls: calls.slice(0, 2) }).lost).toEqual(['i at 20 s']);
  });

  it('an incident that never called has lost every call that was due, and none that was not yet', () => {
    const incidents = [{ incidentId: 'silent', since: 5_000, rounds: [] }];
    expect(judge({ incidents }).lost).toEqual(['silent at 0 s', 'silent at 10 s']);
  });

  it('tells a step made twice from a message that was sent twice', () => {
    const twice = [...rounds, { round: 3, offset: 20 }];
    expect(judge({ incidents: [{ incidentId: 'i', since: 1_000, rounds: twice }] }).doubled).toEqual([
      'i at 20 s',
    ]);
    expect(judge({ calls: [...calls, { notificationId: 'n0', at: 9_000 }] })).toMatchObject({
      resent: 1,
      doubled: [],
    });
  });
});
