/** Name of a figure with its unit, as it stands in the table → its value in one round. */
export type Figures = Readonly<Record<string, number>>;

/** One who takes part. Start it before, and register its release there; only `measure` is timed. */
export interface Contestant {
  name: string;
  /** What it does with what it is sent, in a sentence: a figure means little without it. */
  does: string;
  /** program → version */
  versions: Readonly<Record<string, string>>;
  /** One turn. */
  measure: (round: number) => Promise<Figures>;
}

/** A ratio between two contestants, made round by round, or (without `to`) one contestant's own figure, with what is asked of it. */
export interface Aim {
  figure: string;
  of: string;
  to?: string;
  atLeast?: number;
  atMost?: number;
}

/** What came out of it: one table. */
export interface Comparison {
  title: string;
  contestants: readonly (Omit<Contestant, 'measure'> & { rounds: readonly Figures[] })[];
  aims: readonly Aim[];
}
