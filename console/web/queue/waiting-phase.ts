/** TSA: 97.5 % of calls answered within 60 s, 99 % within 180 s. */
export const ANSWER_TARGET_MS = 60_000;
export const ANSWER_LIMIT_MS = 180_000;

export type WaitingPhase = 'in_target' | 'late' | 'overdue';

/** Where a call that nobody has answered stands against the targets. */
export function waitingPhase(waitedMs: number): WaitingPhase {
  if (waitedMs < ANSWER_TARGET_MS) return 'in_target';
  return waitedMs < ANSWER_LIMIT_MS ? 'late' : 'overdue';
}
