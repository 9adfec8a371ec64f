import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeAlarms, recordedAt, type AlarmEvent } from './judge-alarms.ts';
import type { AlarmMessage } from './spoken.ts';

const NOW = Date.UTC(2026, 0, 5, 8);

function press(seq: number, more: Partial<AlarmMessage> = {}): AlarmMessage {
  const at = NOW + seq * 1000;
  const message = { id: `d:${seq}`, device: 'd', seq, time: at, leftAt: at, acknowledgedAt: at + 5 };
  return { ...message, expected: 'sos', ...more };
}
/** What the platform makes of it when nothing goes wrong. */
function event(alarm: AlarmMessage, more: Partial<AlarmEvent> = {}): AlarmEvent {
  const test = alarm.expected === 'test';
  return {
    id: `event of ${alarm.id}`,
    incidentId: test ? `test ${alarm.id}` : 'i',
    device: alarm.device,
    type: test ? 'smoke' : alarm.expected,
    at: alarm.time,
    receivedAt: alarm.leftAt + 2,
    test,
    incident: { homeId: 'h', priority: 1, disposition: test ? 'test' : undefined },
    ...more,
  };
}
const judge = (
  alarms: AlarmMessage[],
  events: AlarmEvent[],
  more: { others?: boolean; lateMs?: number } = {},
) =>
  judgeAlarms({
    alarms,
    events,
    homeOf: () => 'h',
    skewMs: 500,
    lateMs: more.lateMs ?? 1000,
    othersMaySpeak: more.others ?? false,
  });
const verdicts = (judged: ReturnType<typeof judge>) =>
  judged.findings.map(({ verdict, id }) => `${verdict} ${id}`).sort();

const presses = fc
  .uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 20 })
  .map((seqs) => seqs.map((seq) => press(seq)));

describe('alarms that are judged', () => {
  test('are faultless when each is one event of its type, in whatever order they are read', () => {
    fc.assert(
      fc.property(presses, fc.nat(), (alarms, turn) => {
        const events = alarms.map((alarm) => event(alarm));
        const turned = [...events.slice(turn % events.length), ...events.slice(0, turn % events.length)];
        const judged = judge(alarms, turned);
        expect(judged.findings).toEqual([]);
        expect(judged.recorded).toBe(alarms.length);
        expect(judged.incidents).toEqual(['i']);
      }),
    );
  });

  test('lost, doubled and unsaid ones are each told by the id of the message, and no other is', () => {
    fc.assert(
      fc.property(presses, fc.nat(), fc.nat(), (alarms, a, b) => {
        const [gone, twice] = [alarms[a % alarms.length], alarms[b % alarms.length]];
        if (gone === undefined || twice === undefined || gone === twice) return;
        const events = alarms.filter((alarm) => alarm !== gone).map((alarm) => event(alarm));
        events.push(event(twice, { id: 'again', incidentId: 'another' }));
        expect(verdicts(judge(alarms, events))).toEqual([`doubled ${twice.id}`, `lost ${gone.id}`].sort());
      }),
    );
  });

  test('two presses of one moment are two events: one of them may not be missing, and a third is one too many', () => {
    const [one, two] = [press(1), press(2, { time: press(1).time })];
    expect(verdicts(judge([one, two], [event(one), event(two, { id: 'two' })]))).toEqual([]);
    expect(verdicts(judge([one, two], [event(one)]))).toEqual(['lost d:2']);
    const three = [event(one), event(two, { id: 'two' }), event(one, { id: 'three' })];
    expect(verdicts(judge([one, two], three))).toEqual(['doubled d:1']);
  });

  test('one that was not acknowledged may be there or not, but never twice', () => {
    const quiet = press(1, { acknowledgedAt: undefined });
    expect(judge([quiet], [])).toMatchObject({ findings: [], unacknowledgedRecorded: 0 });
    expect(judge([quiet], [event(quiet)])).toMatchObject({ findings: [], unacknowledgedRecorded: 1 });
    expect(verdicts(judge([quiet], [event(quiet), event(quiet, { id: 'again' })]))).toEqual(['doubled d:1']);
  });

  test.each<[string, Partial<AlarmEvent>, RegExp]>([
    ['another type', { type: 'fall' }, /^sos became fall$/],
    ['another time', { at: NOW }, /^an event of 2026-01-05T08:00:00.000Z; the device said/],
    [
      'another home',
      { incident: { homeId: 'x', priority: 1, disposition: undefined } },
      /^an incident of home x/,
    ],
    ['no incident', { incident: undefined }, /i was never opened$/],
    ['a test', { test: true }, /^sos was recorded as a test/],
    [
      'a work order',
      { incident: { homeId: 'h', priority: 3, disposition: undefined } },
      /has priority 3: sos has 1$/,
    ],
  ])('one that became %s is wrong, and is not called lost as well', (_, more, what) => {
    const alarm = press(1);
    const { findings } = judge([alarm], [event(alarm, more)]);
    expect(findings).toEqual([
      {
        verdict: 'wrong',
        of: 'alarm',
        id: 'd:1',
        what: expect.stringMatching(what) as string,
        incidentId: 'i',
      },
    ]);
  });

  test('a self-test is on record as a test; one that rang is wrong', () => {
    const test = press(1, { expected: 'test' });
    expect(verdicts(judge([test], [event(test)]))).toEqual([]);
    expect(verdicts(judge([test], []))).toEqual(['lost d:1']);
    const rang = event(test, { test: false, incident: { homeId: 'h', priority: 1, disposition: undefined } });
    expect(judge([test], [rang]).findings.map(({ what }) => what)).toEqual(['a test became a real alarm']);
  });

  test('an event that nobody raised is wrong, unless others may speak', () => {
    const unsaid = event(press(7));
    expect(verdicts(judge([press(1)], [event(press(1)), unsaid]))).toEqual(['wrong d:?']);
    expect(judge([press(1)], [event(press(1)), unsaid], { others: true })).toMatchObject({
      findings: [],
      unknown: 1,
    });
  });

  test('of a clock that cannot be right is told by its arrival, and a copy of it is a copy', () => {
    const never = press(1, { time: 5000 });
    const right = event(never, { at: never.leftAt + 2 });
    expect(verdicts(judge([never], [right]))).toEqual([]);
    const again = event(never, { id: 'again', at: never.leftAt + 4 });
    expect(verdicts(judge([never], [right, again]))).toEqual(['doubled d:1']);
    expect(verdicts(judge([never], [event(never)]))).toEqual(['wrong d:1']);
  });

  test('late is counted from the acknowledgement to the writing of the event', () => {
    const alarm = press(1);
    const written = (alarm.acknowledgedAt ?? 0) + 1500;
    const hex = written.toString(16).padStart(12, '0');
    const id = `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
    const late = event(alarm, { id });
    expect(recordedAt(late)).toBe(written);
    expect(judge([alarm], [late])).toMatchObject({
      lateness: [1500],
      findings: [{ verdict: 'late', id: 'd:1' }],
    });
    expect(judge([alarm], [late], { lateMs: 1500 }).findings).toEqual([]);
  });
});
