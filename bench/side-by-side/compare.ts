import type { Aim, Comparison, Contestant, Figures } from './comparison.ts';

/**
 * Lets them take turns, A B C, B C A, C A B …: whatever else the machine does meets all of them, and nobody is always
 * the one after the noisy neighbour.
 * @param aims those of contestants that do not take part this time are left out
 */
export async function compare(options: {
  title: string;
  contestants: readonly Contestant[];
  rounds: number;
  aims?: readonly Aim[];
  /** hears how far it is */
  say?: (line: string) => void;
}): Promise<Comparison> {
  const { title, contestants, rounds, aims = [], say = () => undefined } = options;
  const figures = contestants.map((): Figures[] => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const index = (round + turn) % contestants.length;
      const contestant = contestants[index] as Contestant;
      const measured = await contestant.measure(round);
      (figures[index] as Figures[]).push(measured);
      say(`${title}, round ${round + 1} of ${rounds}, ${contestant.name}: ${inALine(measured)}`);
    }
  }
  const names = new Set(contestants.map(({ name }) => name));
  return {
    title,
    contestants: contestants.map(({ name, does, versions }, index) => ({
      name,
      does,
      versions,
      rounds: figures[index] as Figures[],
    })),
    aims: aims.filter(({ of, to }) => names.has(of) && (to === undefined || names.has(to))),
  };
}

function inALine(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(3))}`)
    .join(', ');
}
