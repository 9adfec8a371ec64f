import type { DeviceKind } from '../../../contracts/device.ts';
import type { Timeline } from '../../../contracts/timeline.ts';
import type { Reading } from '../api/shapes.ts';
import type { View } from './move-view.ts';
import { openStretches } from './open-stretches.ts';
import { spansOf, type Span } from './spans-of.ts';
import { alarmSpans, spansOfTimeline } from './spans-of-timeline.ts';

export interface SpansInViewOptions {
  timeline: Timeline;
  kinds: ReadonlyMap<string, DeviceKind>;
  /** message by message, where that has been read */
  exact: { readings: readonly Reading[]; covers: View } | undefined;
  view: View;
}

/**
 * Everything to show, ordered by its start: message by message where the view is short enough that all have been read,
 * from the buckets elsewhere. Alarms are always those that the platform took. Pure.
 */
export function spansInView({ timeline, kinds, exact, view }: SpansInViewOptions): Span[] {
  const coarse = spansOfTimeline(timeline);
  const alarms = alarmSpans(timeline.alarms);
  const covered = exact && exact.covers.from <= view.from && exact.covers.to >= view.to;
  if (!covered) return ordered([...coarse, ...openStretches(coarse, timeline), ...alarms]);
  // The first word of a door in the view is only a change if the bucket says so.
  const fine = spansOf(exact.readings, kinds).filter(
    ({ kind, deviceId, from }) =>
      kind !== 'alarm' && !(kind === 'opened' && !changedAbout(timeline, deviceId, from)),
  );
  const { from, to } = exact.covers;
  const outside = coarse.filter((span) => span.to < from || span.from > to);
  const lasting = coarse.filter(({ kind }) => kind === 'present');
  const stretches = openStretches(ordered([...outside, ...fine]), timeline);
  return ordered([
    ...fine,
    ...outside.filter(({ kind }) => kind !== 'present'),
    ...lasting,
    ...stretches,
    ...alarms,
  ]);
}

function changedAbout({ from, stepSeconds, devices }: Timeline, deviceId: string, at: number): boolean {
  const bucket = Math.floor((at - Date.parse(from)) / stepSeconds / 1_000);
  const device = devices.find((one) => one.deviceId === deviceId);
  return device?.doors.some(([changed]) => changed === bucket) ?? true;
}

function ordered(spans: Span[]): Span[] {
  return spans.sort((a, b) => a.from - b.from);
}
