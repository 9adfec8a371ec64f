import type { TimelineDevice } from '../contracts/timeline.ts';
import type { AskInflux } from './ask-influx.ts';
import { foldTimeline } from './fold-timeline.ts';
import { fieldsQuestion, timelineQuestions, type TimelineQuestion } from './timeline-questions.ts';
import type { TimelineRange } from './timeline-range.ts';

export type ReadTimeline = (homeId: string, range: TimelineRange) => Promise<TimelineDevice[]>;

/**
 * Reads what the devices of a home said over hours or weeks, counted by InfluxDB.
 * @returns the reader; it throws AnjuError `unavailable` naming InfluxDB when that is away
 */
export function timelineReader(ask: AskInflux): ReadTimeline {
  return async (homeId, range) => {
    const names: string[] = [];
    await ask({
      q: fieldsQuestion(homeId, range),
      epochMs: true,
      onSeries: ({ columns, values }) => {
        columns.forEach((column, i) => {
          if (i > 0 && values[0]?.[i] !== null) names.push(column.replace(/^last_/, ''));
        });
      },
    });
    const questions = timelineQuestions(homeId, range, names);
    const { take, devices } = foldTimeline(range);
    // The counting of what changes slowly takes as long as all the rest: both at once.
    const slow = questions.filter(({ is }) => is === 'slow');
    const fast = questions.filter(({ is }) => is !== 'slow');
    await Promise.all(
      [slow, fast]
        .filter((batch) => batch.length > 0)
        .map((batch) =>
          ask({
            q: batch.map(({ q }) => q).join('; '),
            epochMs: true,
            onSeries: (series) => {
              take(batch[series.statement] as TimelineQuestion, series);
            },
          }),
        ),
    );
    return devices();
  };
}
