import type { Lane } from './lanes-of.ts';
import type { Silence } from './silences-of.ts';
import type { MarkKind, Span } from './spans-of.ts';

/** What a lane says of a moment. */
export type Said = { lane: Lane; is: 'silent' | 'nothing' } | { lane: Lane; is: 'span'; span: Span };

/** What matters more is told first. */
const ORDER: readonly MarkKind[] = ['alarm', 'opened', 'closed', 'motion', 'present', 'open'];

export interface ReadAtOptions {
  lanes: readonly Lane[];
  spans: readonly Span[];
  silences: ReadonlyMap<string, readonly Silence[]>;
  /** epoch ms */
  at: number;
  /** ms to both sides: a pointer is no needle */
  reach: number;
}

/** What each lane has at a moment: what happened, or that nothing did, or that nobody knows. Pure. */
export function readAt({ lanes, spans, silences, at, reach }: ReadAtOptions): Said[] {
  const near = spans
    .filter(({ kind, from, to }) => kind !== 'heard' && from - reach <= at && at <= to + reach)
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  return lanes.map((lane): Said => {
    const span = near.find((candidate) => isOn(lane, candidate));
    if (span) return { lane, is: 'span', span };
    const silent = silences.get(lane.key)?.some(({ from, to }) => from <= at && at < to);
    return { lane, is: silent ? 'silent' : 'nothing' };
  });
}

/** Whether something is drawn on this lane. */
export function isOn(lane: Lane, { kind, deviceId }: Span): boolean {
  return kind === 'alarm' ? lane.kind === 'alarms' : lane.deviceIds.has(deviceId);
}
