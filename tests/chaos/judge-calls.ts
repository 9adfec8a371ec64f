/** An incident that nobody takes. */
export interface UntakenIncident {
  incidentId: string;
  /** when it was there for people to see. Epoch ms by the true clock */
  since: number;
  /** rounds of calls that the platform has on record */
  rounds: readonly { round: number; offset: number }[];
}

/** Something that reached a person; epoch ms by the true clock. */
export interface Call {
  notificationId: string;
  at: number;
}

export interface CallsJudged {
  due: number;
  /** due, and nobody was called then or afterwards */
  lost: string[];
  /** the same step of an incident made twice */
  doubled: string[];
  /** the same message arrived twice: whoever was killed in the middle of telling the provider */
  resent: number;
  /** how late each that was made was, ms from when it was due */
  lateness: number[];
}

/**
 * Holds the calls that arrived against the policy `0, every, 2·every, …`. A round made late also stands for those that
 * were due before it. Pure.
 * @param everyS s from call to call
 * @param until what was due after this is left out
 */
export function judgeCalls(options: {
  incidents: readonly UntakenIncident[];
  calls: readonly Call[];
  /** of which incident and round a notification is */
  roundOf: ReadonlyMap<string, { incidentId: string; round: number }>;
  everyS: number;
  until: number;
}): CallsJudged {
  const { incidents, calls, roundOf, everyS, until } = options;
  const arrived = new Map<string, number>();
  const times = new Map<string, number>();
  for (const { notificationId, at } of calls) {
    times.set(notificationId, (times.get(notificationId) ?? 0) + 1);
    const known = roundOf.get(notificationId);
    if (known === undefined) continue;
    const key = `${known.incidentId} ${known.round}`;
    arrived.set(key, Math.min(arrived.get(key) ?? Infinity, at));
  }
  const judged: CallsJudged = {
    due: 0,
    lost: [],
    doubled: [],
    resent: [...times.values()].reduce((sum, count) => sum + count - 1, 0),
    lateness: [],
  };
  for (const { incidentId, since, rounds } of incidents) {
    const offsets = new Set<number>();
    for (const { offset } of rounds) {
      if (offsets.has(offset)) judged.doubled.push(`${incidentId} at ${offset} s`);
      offsets.add(offset);
    }
    const made = rounds.flatMap(({ round, offset }) => {
      const at = arrived.get(`${incidentId} ${round}`);
      return at === undefined ? [] : [{ offset, at }];
    });
    for (let offset = 0; since + offset * 1_000 <= until; offset += everyS) {
      judged.due += 1;
      const covering = made.filter((round) => round.offset >= offset).map(({ at }) => at);
      if (covering.length === 0) judged.lost.push(`${incidentId} at ${offset} s`);
      else judged.lateness.push(Math.max(0, Math.min(...covering) - since - offset * 1_000));
    }
  }
  return judged;
}
