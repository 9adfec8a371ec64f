import type { Timeline } from '../../../contracts/timeline.ts';
import type { Span } from './spans-of.ts';

/**
 * How long doors stood open: from an opening to the next closing, or to the end of what is known. Pure.
 * @param spans ordered by their start
 */
export function openStretches(spans: readonly Span[], timeline: Timeline): Span[] {
  const start = Date.parse(timeline.from);
  const end = Date.parse(timeline.to);
  const since = new Map<string, number>();
  const known = new Set(timeline.devices.map(({ deviceId }) => deviceId));
  for (const { deviceId, openAtStart } of timeline.devices) if (openAtStart) since.set(deviceId, start);
  const stretches: Span[] = [];
  const close = (deviceId: string, to: number) => {
    const from = since.get(deviceId);
    since.delete(deviceId);
    if (from !== undefined && to > from) stretches.push({ deviceId, kind: 'open', from, to, times: 1 });
  };
  for (const { deviceId, kind, from } of spans) {
    if (!known.has(deviceId)) continue;
    if (kind === 'opened' && !since.has(deviceId)) since.set(deviceId, from);
    if (kind === 'closed') close(deviceId, from);
  }
  for (const deviceId of [...since.keys()]) close(deviceId, end);
  return stretches;
}
