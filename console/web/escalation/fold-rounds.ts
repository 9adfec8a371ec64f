import type { EscalationPreview } from '../api/shapes.ts';

type Round = EscalationPreview['rounds'][number];

/** A round, and when exactly the same people are called again by the same channels right after it. */
export interface FoldedRound {
  round: Round;
  /** seconds since the alarm */
  again: number[];
}

/** Rounds that only repeat the one before are one line: five minutes of the same are read at a glance. */
export function foldRounds(rounds: readonly Round[]): FoldedRound[] {
  const folded: FoldedRound[] = [];
  for (const round of rounds) {
    const last = folded.at(-1);
    if (last && sameCalls(last.round, round)) last.again.push(round.after);
    else folded.push({ round, again: [] });
  }
  return folded;
}

function sameCalls(a: Round, b: Round): boolean {
  return JSON.stringify(callsOf(a)) === JSON.stringify(callsOf(b));
}

function callsOf({ calls, unreachable }: Round): string[] {
  const called = calls.map(
    ({ recipient, channel, fallbacks }) => `${recipient.id} ${[channel, ...fallbacks].join(' ')}`,
  );
  return [...called.sort(), ...unreachable.map(({ recipient, code }) => `${recipient.id} ${code}`).sort()];
}
