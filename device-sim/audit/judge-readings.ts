import { acceptsTime } from './accepted-time.ts';
import type { Finding } from './finding.ts';
import { showTime } from './show-time.ts';
import type { Message } from './spoken.ts';

/** One stored point of a device. */
export interface Point {
  seq: number;
  /** epoch ms */
  time: number;
  /** the home it is stored under; undefined where nobody tells */
  home: string | undefined;
}

export interface ReadingsJudged {
  findings: Finding[];
  /** acknowledged messages that are there */
  stored: number;
  /** not acknowledged, and there all the same: nobody promised it */
  unacknowledgedStored: number;
  /** points of the device in this range that the ledger does not know */
  unknown: number;
}

/**
 * Holds what a device said against what is stored of it. Pure.
 * @param messages in order of `seq`, each `seq` once
 * @param points everything stored with a `seq` of their range
 * @param home where the device is registered; undefined: not looked at
 * @param othersMaySpeak what is not in the ledger is counted and no finding
 */
export function judgeReadings(options: {
  messages: readonly Message[];
  points: readonly Point[];
  home: string | undefined;
  skewMs: number;
  othersMaySpeak: boolean;
}): ReadingsJudged {
  const { messages, points, home, skewMs, othersMaySpeak } = options;
  const device = messages[0]?.device ?? '';
  const bySeq = new Map<number, Point[]>();
  for (const point of points) {
    const same = bySeq.get(point.seq);
    if (same === undefined) bySeq.set(point.seq, [point]);
    else same.push(point);
  }
  const judged: ReadingsJudged = { findings: [], stored: 0, unacknowledgedStored: 0, unknown: 0 };
  const find = (verdict: Finding['verdict'], id: string, what: string): void =>
    void judged.findings.push({ verdict, of: 'reading', id, what });

  for (const message of messages) {
    const { id, seq, acknowledgedAt } = message;
    const [point, ...more] = bySeq.get(seq) ?? [];
    bySeq.delete(seq);
    if (point === undefined) {
      if (acknowledgedAt !== undefined) {
        find('lost', id, `acknowledged at ${showTime(acknowledgedAt)}, and not stored`);
      }
      continue;
    }
    if (acknowledgedAt === undefined) judged.unacknowledgedStored += 1;
    else judged.stored += 1;
    if (more.length > 0) {
      const times = [point, ...more].map(({ time }) => showTime(time)).join(', ');
      find('doubled', id, `stored ${more.length + 1} times, at ${times}`);
    } else if (!acceptsTime(message, point.time, skewMs)) {
      find(
        'wrong',
        id,
        `stored with the time ${showTime(point.time)}; the device said ${showTime(message.time)}`,
      );
    }
    const elsewhere = [point, ...more].find(
      (one) => home !== undefined && one.home !== undefined && one.home !== home,
    );
    if (elsewhere !== undefined) {
      find('wrong', id, `stored under home ${elsewhere.home}; the device belongs to ${home}`);
    }
  }
  for (const [seq, unsaid] of bySeq) {
    judged.unknown += unsaid.length;
    if (othersMaySpeak) continue;
    find('wrong', `${device}:${seq}`, `stored at ${showTime(unsaid[0]?.time ?? 0)}, and nobody sent it`);
  }
  return judged;
}
