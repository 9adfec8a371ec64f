export interface Span {
  /** epoch ms */
  from: number;
  to: number;
}

/** When between two moments nobody of a roster is on duty, in order. */
export function dutyGaps(
  roster: readonly { startsAt: string; endsAt: string }[],
  { from, to }: Span,
): Span[] {
  const gaps: Span[] = [];
  let covered = from;
  const spans = roster
    .map(({ startsAt, endsAt }) => ({ from: Date.parse(startsAt), to: Date.parse(endsAt) }))
    .sort((a, b) => a.from - b.from);
  for (const span of spans) {
    if (span.from >= to) break;
    if (span.from > covered) gaps.push({ from: covered, to: span.from });
    covered = Math.max(covered, span.to);
  }
  if (covered < to) gaps.push({ from: covered, to });
  return gaps;
}
