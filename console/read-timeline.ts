import type { TimelineDevice } from '../contracts/timeline.ts';
import type { AskInflux } from './ask-influx.ts';
import { foldTimeline } from './fold-timeline.ts';
import {
  fieldsQuestion,
  heardQuestions,
  timelineQuestions,
  type TimelineQuestion,
} from './timeline-questions.ts';
import type { TimelineRange } from './timeline-range.ts';

export type ReadTimeline = (homeId: string, range: TimelineRange) => Promise<TimelineDevice[]>;

/**
 * Reads what the devices of a home said over hours or weeks, counted by InfluxDB.
 * @returns the reader; it throws AnjuError `unavailable` naming InfluxDB when that is away
 */
export function timelineReader(ask: AskInflux): ReadTimeline {
  return async (homeId, range) => {
    const used = new Map<string, string[]>();
    await ask({
      q: fieldsQuestion(homeId, range),
      epochMs: true,
      onSeries: ({ tags, columns, values }) => {
        const names = columns.filter((_column, i) => i > 0 && values[0]?.[i] !== null);
        used.set(
          tags['device'] ?? '',
          names.map((name) => name.replace(/^last_/, '')),
        );
      },
    });
    const { levels, messages, others } = timelineQuestions(homeId, range, [
      ...new Set([...used.values()].flat()),
    ]);
    const { take, silent, devices } = foldTimeline(range);
    const askAll = async (batch: readonly TimelineQuestion[]) => {
      if (batch.length === 0) return;
      await ask({
        q: batch.map(({ q }) => q).join('; '),
        epochMs: true,
        onSeries: (series) => {
          take(batch[series.statement] as TimelineQuestion, series);
        },
      });
    };
    await Promise.all([levels, messages].map(askAll));
    // Nearly every message says one of these already. Only where nothing was found are the other fields counted.
    const speakers = [...used].filter(([, names]) => names.some((name) => others.includes(name)));
    const gaps = silent(speakers.map(([device]) => device));
    await askAll(heardQuestions(homeId, range, { gaps, others }));
    return devices();
  };
}
