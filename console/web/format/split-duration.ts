export type DurationUnit = 'd' | 'h' | 'min' | 's';
export interface DurationPart {
  unit: DurationUnit;
  count: number;
}

const UNITS: readonly [DurationUnit, number][] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
];

/** A duration in at most two neighbouring units, for words: 8 105 000 ms → 2 h 15 min. Under a second: 0 s. */
export function splitDuration(ms: number): DurationPart[] {
  const first = UNITS.findIndex(([, size]) => ms >= size);
  if (first < 0) return [{ unit: 's', count: 0 }];
  const parts: DurationPart[] = [];
  let rest = ms;
  for (const [unit, size] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push({ unit, count });
  }
  return parts;
}
