import { describe, expect, it } from 'vitest';
import type { EscalationPreview } from '../api/shapes.ts';
import { foldRounds } from './fold-rounds.ts';

type Round = EscalationPreview['rounds'][number];
const call = (id: string, channel: 'sms' | 'voice' = 'voice') => ({
  recipient: { kind: 'contact' as const, id, name: id, person: 'family' },
  channel,
  fallbacks: [],
  at: '2026-03-01T19:12:07.000Z',
});
const round = (after: number, calls: Round['calls'], unreachable: Round['unreachable'] = []): Round => ({
  after,
  calls,
  unreachable,
});

describe('the rounds of a dry run', () => {
  it('are one line for as long as the same people are called again', () => {
    const rounds = [
      round(0, [call('a')]),
      round(60, [call('a'), call('b')]),
      round(120, [call('b'), call('a')]),
      round(180, [call('a'), call('b')]),
    ];
    expect(foldRounds(rounds).map(({ round: { after }, again }) => [after, again])).toEqual([
      [0, []],
      [60, [120, 180]],
    ]);
  });

  it('never hide somebody who is called later, by something else, or who cannot be reached', () => {
    const gone = { recipient: call('c').recipient, code: 'no_address', reason: 'no number' };
    const rounds = [
      round(0, [call('a')]),
      round(60, [call('a', 'sms')]),
      round(120, [call('a', 'sms')], [gone]),
    ];
    expect(foldRounds(rounds)).toHaveLength(3);
  });
});
