import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeReadings, type Point } from './judge-readings.ts';
import type { Message } from './spoken.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const HOUR = 3_600_000;

function message(seq: number, more: Partial<Message> = {}): Message {
  const at = NOW + seq * 100;
  return { id: `d:${seq}`, device: 'd', seq, time: at, leftAt: at, acknowledgedAt: at + 5, ...more };
}
const point = ({ seq, time }: Message, more: Partial<Point> = {}): Point => ({
  seq,
  time,
  home: 'h',
  ...more,
});
const judge = (messages: Message[], points: Point[], othersMaySpeak = false) =>
  judgeReadings({ messages, points, home: 'h', skewMs: 1000, othersMaySpeak });
const verdicts = (judged: ReturnType<typeof judge>) =>
  judged.findings.map(({ verdict, id }) => `${verdict} ${id}`);

const said = fc
  .uniqueArray(fc.record({ seq: fc.integer({ min: 1, max: 1000 }), acknowledged: fc.boolean() }), {
    selector: ({ seq }) => seq,
    minLength: 1,
    maxLength: 30,
  })
  .map((all) =>
    all
      .toSorted((a, b) => a.seq - b.seq)
      .map(({ seq, acknowledged }) => message(seq, acknowledged ? {} : { acknowledgedAt: undefined })),
  );

describe('readings that are judged', () => {
  test('are faultless when everything acknowledged is there once; what was not may be there or not', () => {
    fc.assert(
      fc.property(said, fc.infiniteStream(fc.boolean()), (messages, luck) => {
        const there = messages.filter(
          ({ acknowledgedAt }) => acknowledgedAt !== undefined || luck.next().value === true,
        );
        const judged = judge(
          messages,
          there.map((one) => point(one)),
        );
        expect(judged.findings).toEqual([]);
        expect(judged.stored + judged.unacknowledgedStored).toBe(there.length);
      }),
    );
  });

  test('are lost exactly where an acknowledged one is not stored', () => {
    fc.assert(
      fc.property(said, fc.infiniteStream(fc.boolean()), (messages, luck) => {
        const gone = new Set(messages.filter(() => luck.next().value === true));
        const points = messages.filter((one) => !gone.has(one)).map((one) => point(one));
        const expected = messages
          .filter((one) => gone.has(one) && one.acknowledgedAt !== undefined)
          .map(({ id }) => `lost ${id}`);
        expect(verdicts(judge(messages, points))).toEqual(expected);
      }),
    );
  });

  test('are doubled under whatever time the copy stands, acknowledged or not', () => {
    fc.assert(
      fc.property(said, fc.nat(), fc.integer(), (messages, which, away) => {
        const twice = messages[which % messages.length];
        if (twice === undefined) return;
        const points = [...messages.map((one) => point(one)), point(twice, { time: twice.time + away })];
        expect(verdicts(judge(messages, points))).toEqual([`doubled ${twice.id}`]);
      }),
    );
  });

  test('are wrong under another time, in another home, or where nobody sent them', () => {
    const [one, two] = [message(1), message(3)];
    expect(verdicts(judge([one, two], [point(one, { time: one.time + 1 }), point(two)]))).toEqual([
      'wrong d:1',
    ]);
    expect(verdicts(judge([one, two], [point(one), point(two, { home: 'next door' })]))).toEqual([
      'wrong d:3',
    ]);
    const unsaid = [point(one), point(message(2)), point(two)];
    expect(verdicts(judge([one, two], unsaid))).toEqual(['wrong d:2']);
    expect(judge([one, two], unsaid, true)).toMatchObject({ findings: [], unknown: 1 });
  });

  test('of a clock that cannot be right stand under the time of their arrival, and under no other', () => {
    for (const time of [5000, Date.UTC(2000, 0, 1), NOW + HOUR]) {
      const off = message(1, { time });
      const arrived = point(off, { time: off.leftAt + 3 });
      expect(verdicts(judge([off], [arrived]))).toEqual([]);
      expect(verdicts(judge([off], [point(off)]))).toEqual(['wrong d:1']);
      expect(verdicts(judge([off], [point(off, { time: off.leftAt - 60_000 })]))).toEqual(['wrong d:1']);
    }
    // Hours behind is kept as it is: an old reading.
    const behind = message(1, { time: NOW - 7 * HOUR });
    expect(verdicts(judge([behind], [point(behind)]))).toEqual([]);
    expect(verdicts(judge([behind], [point(behind, { time: NOW + 100 })]))).toEqual(['wrong d:1']);
  });
});
