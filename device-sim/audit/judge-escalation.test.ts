import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Step } from '../../contracts/policy.ts';
import { judgeEscalation, type IncidentRow } from './judge-escalation.ts';

const OPENED = Date.UTC(2026, 0, 5, 8);
const operators: Step['targets'] = [{ kind: 'role', role: 'operator' }];
const STEPS: Step[] = [
  { after: 0, targets: operators, channels: ['console'] },
  { after: 30, targets: operators, channels: ['console'] },
  { after: 60, targets: operators, channels: ['console'], repeat: { every: 60 } },
];
/** Every place of STEPS in the first 200 s. */
const OFFSETS = [0, 30, 60, 120, 180];
const round = (offset: number, lateMs = 100) => ({ offset, at: OPENED + offset * 1000 + lateMs });

function incident(more: Partial<IncidentRow> = {}): IncidentRow {
  return {
    id: 'i',
    state: 'open',
    priority: 1,
    openedAt: OPENED,
    steps: STEPS,
    underMaintenance: false,
    eventTypes: ['sos', 'escalated'],
    rounds: OFFSETS.map((offset) => round(offset)),
    dueAt: OPENED + 240_000,
    stuckCalls: [],
    ...more,
  };
}
const judge = (row: IncidentRow, clockStepped = false) =>
  judgeEscalation({ incidents: [row], until: OPENED + 200_000, lateMs: 5000, clockStepped });
const verdicts = (judged: ReturnType<typeof judge>) =>
  judged.findings.map(({ verdict, id }) => `${verdict} ${id}`);

describe('the calls of an incident that nobody touched', () => {
  test('are faultless when each step that came due was made once', () => {
    expect(judge(incident())).toEqual({
      findings: [],
      judged: 1,
      notJudged: 0,
      due: 5,
      lateness: [100, 100, 100, 100, 100],
    });
  });

  test('are lost from the first one on that neither it nor a later one made good', () => {
    fc.assert(
      fc.property(fc.subarray(OFFSETS), (made) => {
        const last = Math.max(-1, ...made);
        const lost = OFFSETS.filter((offset) => offset > last).map((offset) => `lost i#${offset}`);
        const judged = judge(incident({ rounds: made.map((offset) => round(offset)) }));
        expect(verdicts(judged).filter((one) => one.startsWith('lost'))).toEqual(lost);
      }),
    );
  });

  test('doubled are those made twice, and late those made good too late', () => {
    expect(verdicts(judge(incident({ rounds: [...OFFSETS, 30].map((offset) => round(offset)) })))).toEqual([
      'doubled i#30',
    ]);
    const late = [round(0), round(30), round(120, 0), round(180)];
    expect(verdicts(judge(incident({ rounds: late })))).toEqual(['late i#60']);
  });

  test('that were never made at all are lost by the default policy', () => {
    const none = incident({ rounds: [], steps: undefined });
    expect(verdicts(judge(none))).toEqual(OFFSETS.map((offset) => `lost i#${offset}`));
  });

  test('end when nothing is due for it any more: that is lost whatever happened before', () => {
    expect(verdicts(judge(incident({ dueAt: undefined })))).toEqual(['lost i#next']);
    expect(verdicts(judge(incident({ dueAt: undefined, state: 'acknowledged' })))).toEqual(['lost i#next']);
    expect(verdicts(judge(incident({ dueAt: undefined, state: 'resolved' })))).toEqual([]);
    expect(verdicts(judge(incident({ stuckCalls: ['n (sms)'] })))).toEqual(['lost i#call']);
  });

  test('are not judged step by step where somebody acted, it became worse, or the clock was set', () => {
    const touched = [
      incident({ eventTypes: ['sos', 'acknowledged', 'lease_expired'] }),
      incident({ eventTypes: ['water', 'sos'] }),
      incident({ underMaintenance: true }),
      incident({ state: 'acknowledged' }),
    ];
    for (const row of touched) {
      expect(judge({ ...row, rounds: [] })).toMatchObject({ findings: [], judged: 0, notJudged: 1, due: 0 });
    }
    const overdue = { rounds: [], dueAt: OPENED + 1000 };
    expect(verdicts(judge(incident(overdue), true))).toEqual(['lost i#next']);
    expect(verdicts(judge(incident({ ...overdue, eventTypes: ['released'] })))).toEqual(['lost i#next']);
  });
});
