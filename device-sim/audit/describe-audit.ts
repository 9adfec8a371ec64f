import type { AuditResult } from './audit-result.ts';
import type { Spread } from './spread.ts';

/** Findings that are told line by line; all of them are in the reports. */
const FINDINGS_MAX = 20;

/** What an audit found, for the person at the terminal. */
export function describeAudit(result: AuditResult): string[] {
  const { ledger, readings, alarms, escalation, shown, verdicts, findings } = result;
  const lines = result.looked.flatMap(({ at, looked, why }) =>
    looked ? [] : [`${at} not looked at: ${why}`],
  );
  lines.push(
    `ledger: ${ledger.messages} messages of ${ledger.devices} devices, ${ledger.acknowledged} acknowledged, ${ledger.unacknowledged} not`,
  );
  for (const { file, line, reason, cut } of ledger.problems) {
    lines.push(`  ${file ?? 'ledger'} line ${line} is ${cut ? 'cut off' : 'no entry'}: ${reason}`);
  }
  if (readings) {
    lines.push(
      `readings: ${readings.stored} of ${ledger.acknowledged} acknowledged are stored; of those not acknowledged ${readings.unacknowledgedStored}; ${readings.unknown} that are not in the ledger`,
    );
  }
  if (alarms) {
    lines.push(
      `alarms: ${alarms.recorded} of ${alarms.acknowledged} acknowledged are events of ${alarms.incidents} incidents; of those not acknowledged ${alarms.unacknowledgedRecorded}; ${alarms.unknown} that are not in the ledger`,
    );
    if (alarms.lateness) lines.push(`  from PUBACK to the event: ${told(alarms.lateness)}`);
  }
  if (escalation) {
    lines.push(
      `escalation: ${escalation.due} steps were due in ${escalation.judged} incidents that nobody touched; ${escalation.notJudged} others not judged`,
    );
    if (escalation.clockSteppedMs !== 0)
      lines.push(
        `  the database's clock was set by ${escalation.clockSteppedMs} ms: only the next step is judged`,
      );
    if (escalation.lateness) lines.push(`  from due to made: ${told(escalation.lateness)}`);
  }
  if (shown !== undefined) lines.push(`API: ${shown} incidents held against what it shows`);
  // What is late is told last: it may be no error.
  const ordered = findings.toSorted((a, b) => Number(a.verdict === 'late') - Number(b.verdict === 'late'));
  for (const { verdict, id, what, incidentId } of ordered.slice(0, FINDINGS_MAX)) {
    lines.push(`  ${verdict}: ${id}: ${what}${incidentId ? ` (incident ${incidentId})` : ''}`);
  }
  if (findings.length > FINDINGS_MAX) lines.push(`  and ${findings.length - FINDINGS_MAX} more`);
  lines.push(
    `${result.ok ? 'AUDIT PASSED' : 'AUDIT FAILED'}: ${verdicts.lost} lost, ${verdicts.doubled} doubled, ${verdicts.wrong} wrong, ${verdicts.late} late`,
  );
  return lines;
}

function told({ count, p50, p99, max }: Spread): string {
  return `${p50} ms (median), ${p99} ms (p99), ${max} ms (longest) of ${count}`;
}
