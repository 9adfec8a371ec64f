import type { Timeline, TimelineAlarm } from '../../../contracts/timeline.ts';
import type { Span } from './spans-of.ts';

/** What happened in a home, from the buckets of its timeline: as spansOf from readings, a bucket wide. Pure. */
export function spansOfTimeline({ from, stepSeconds, devices }: Timeline): Span[] {
  const start = Date.parse(from);
  const step = stepSeconds * 1_000;
  const at = (bucket: number) => start + bucket * step;
  const spans = devices.flatMap(({ deviceId, motion, occupied, doors }): Span[] => [
    ...occupied.map(([first, last]): Span => ({
      deviceId,
      kind: 'present',
      from: at(first),
      to: at(last + 1),
      times: 1,
    })),
    ...motionSpans(deviceId, motion, at),
    ...doors.flatMap(([bucket, opened, closed, openAtEnd]): Span[] => {
      const mark = (kind: 'opened' | 'closed', times: number): Span[] =>
        times > 0 ? [{ deviceId, kind, from: at(bucket), to: at(bucket + 1), times }] : [];
      // What was last stands last.
      return openAtEnd === 1
        ? [...mark('closed', closed), ...mark('opened', opened)]
        : [...mark('opened', opened), ...mark('closed', closed)];
    }),
  ]);
  return spans.sort((a, b) => a.from - b.from);
}

/** Alarms are never counted together: one each, at its own moment. */
export function alarmSpans(alarms: readonly TimelineAlarm[]): Span[] {
  return alarms.map((alarm) => {
    const at = Date.parse(alarm.at);
    return { deviceId: alarm.deviceId ?? '', kind: 'alarm', from: at, to: at, times: 1, alarm };
  });
}

function motionSpans(
  deviceId: string,
  motion: readonly (readonly [number, number])[],
  at: (bucket: number) => number,
): Span[] {
  const spans: Span[] = [];
  for (const [bucket, times] of motion) {
    const last = spans.at(-1);
    if (last?.to === at(bucket)) {
      last.to = at(bucket + 1);
      last.times += times;
    } else {
      spans.push({ deviceId, kind: 'motion', from: at(bucket), to: at(bucket + 1), times });
    }
  }
  return spans;
}
