/** What became of acknowledged messages. */
export interface Verdict {
  promised: number;
  kept: number;
  /** acknowledged and not there */
  lost: string[];
  /** there more than once */
  doubled: string[];
  /** there, and nobody ever said it */
  invented: string[];
}

/**
 * Every promised message is there exactly once. Pure.
 * @param found how often each is there
 * @param mayBe what was said at all: said and not acknowledged, it may be there, once
 */
export function judgeOnce(options: {
  promised: readonly string[];
  found: ReadonlyMap<string, number>;
  mayBe?: { has: (id: string) => boolean };
}): Verdict {
  const { promised, found, mayBe } = options;
  const lost = promised.filter((id) => !found.has(id));
  const doubled: string[] = [];
  const invented: string[] = [];
  for (const [id, times] of found) {
    if (times > 1) doubled.push(`${id} (${times}×)`);
    if (mayBe !== undefined && !mayBe.has(id)) invented.push(id);
  }
  return { promised: promised.length, kept: promised.length - lost.length, lost, doubled, invented };
}

export function isKept({ lost, doubled, invented }: Verdict): boolean {
  return lost.length + doubled.length + invented.length === 0;
}

export function addVerdict(sum: Verdict, one: Verdict): Verdict {
  return {
    promised: sum.promised + one.promised,
    kept: sum.kept + one.kept,
    lost: [...sum.lost, ...one.lost],
    doubled: [...sum.doubled, ...one.doubled],
    invented: [...sum.invented, ...one.invented],
  };
}
