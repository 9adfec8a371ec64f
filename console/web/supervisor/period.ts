const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export const PERIODS = ['1', '7', '30', '92'] as const;
/** Days back from the moment at which it was chosen. */
export type Period = (typeof PERIODS)[number];

/** Where a period begins and ends, to the minute, so that the same question is the same question. Epoch ms in, RFC 3339 out. */
export function spanOf(period: Period, chosenAt: number): { from: string; to: string } {
  const to = Math.floor(chosenAt / MINUTE_MS) * MINUTE_MS;
  return { from: new Date(to - Number(period) * DAY_MS).toISOString(), to: new Date(to).toISOString() };
}
