import type { CallingPlatform } from './calling-platform.ts';

/** One message that somebody got. Epoch ms by the true clock. */
export interface Arrival {
  notificationId: string;
  at: number;
}

/** What reached people so far, by text message and by mail. */
export function arrivalsOf({ aliyun, smtp }: CallingPlatform): Arrival[] {
  return [
    ...aliyun.calls.map(({ at, parameters }) => ({ at, notificationId: parameters['OutId'] ?? '' })),
    ...smtp.mails.map(({ at, messageId }) => ({
      at,
      notificationId: messageId.slice(1).split('@')[0] ?? '',
    })),
  ];
}

export interface RoundsMeasured {
  /** times at which somebody had to be called */
  due: number;
  /** how late the first message of each was at its reader, ms */
  lateness: number[];
  /** due and never made */
  lost: number;
  /** the same message twice, or the same step of an incident twice */
  doubled: number;
}

/**
 * Holds what people got against what the policy asks for.
 * @param opened when each incident began to call, by the true clock
 * @param offsets the times at which the policy calls, in seconds
 * @param until what was due after this is left out
 */
export async function measureRounds(
  platform: CallingPlatform,
  {
    opened,
    offsets,
    until,
  }: { opened: ReadonlyMap<string, number>; offsets: readonly number[]; until: number },
): Promise<RoundsMeasured> {
  const { store } = platform;
  // Before the rows are read: what arrives later has a row that was not read.
  const arrivals = arrivalsOf(platform);
  const notifications = await store
    .selectFrom('notifications')
    .select(['id', 'incident_id', 'round'])
    .where('purpose', '=', 'alarm')
    .execute();
  const rounds = await store
    .selectFrom('incident_events')
    .select(['incident_id', 'detail'])
    .where('type', '=', 'escalated')
    .execute();
  const byId = new Map(notifications.map((one) => [one.id, one]));
  const first = new Map<string, number>();
  const seen = new Map<string, number>();
  for (const { notificationId, at } of arrivals) {
    seen.set(notificationId, (seen.get(notificationId) ?? 0) + 1);
    const one = byId.get(notificationId);
    if (one === undefined) throw new Error(`a message arrived that is in no row: ${notificationId}`);
    const key = `${one.incident_id} ${one.round}`;
    first.set(key, Math.min(first.get(key) ?? Infinity, at));
  }

  const lateness: number[] = [];
  let lost = 0;
  let due = 0;
  let doubled = [...seen.values()].reduce((sum, count) => sum + count - 1, 0);
  for (const [incidentId, openedAt] of opened) {
    const made = rounds
      .filter((row) => row.incident_id === incidentId)
      .flatMap(({ detail }) => {
        const { round, offset } = detail as { round: number; offset: number };
        const at = first.get(`${incidentId} ${round}`);
        return at === undefined ? [] : [{ offset, at }];
      });
    doubled += made.length - new Set(made.map(({ offset }) => offset)).size;
    for (const offset of offsets) {
      const dueAt = openedAt + offset * 1_000;
      if (dueAt > until) continue;
      due += 1;
      // A round made late also stands for what was due before it.
      const covering = made.filter((round) => round.offset >= offset).map(({ at }) => at);
      if (covering.length === 0) lost += 1;
      else lateness.push(Math.min(...covering) - dueAt);
    }
  }
  return { due, lateness, lost, doubled };
}
