/** In the last half minute somebody has to decide: keep it, or let it call again. */
const ENDING_MS = 30_000;

export type CountdownPhase = 'running' | 'ending' | 'over';

/** Where a countdown stands. @param leftMs until its end; negative when that has passed */
export function countdownPhase(leftMs: number): CountdownPhase {
  if (leftMs <= 0) return 'over';
  return leftMs <= ENDING_MS ? 'ending' : 'running';
}
