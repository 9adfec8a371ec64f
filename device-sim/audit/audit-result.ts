import type { Finding, Verdict } from './finding.ts';
import type { Spread } from './spread.ts';

export interface AuditResult {
  /** nothing lost, doubled or wrong; nothing late where a bound was asked for; and something was looked at */
  ok: boolean;
  /** when the audit ended, RFC 3339 */
  at: string;
  tookMs: number;
  /** what was looked at, and what was not, and why */
  looked: { at: string; looked: boolean; why?: string }[];
  ledger: {
    messages: number;
    acknowledged: number;
    unacknowledged: number;
    devices: number;
    /** lines that are none; the last of a file may be cut, any other is a hole in the witness */
    problems: LedgerProblem[];
  };
  /** undefined: not looked at */
  readings: { stored: number; unacknowledgedStored: number; unknown: number } | undefined;
  alarms:
    | {
        said: number;
        acknowledged: number;
        recorded: number;
        unacknowledgedRecorded: number;
        unknown: number;
        incidents: number;
        /** from PUBACK to the event, ms */
        lateness: Spread | undefined;
      }
    | undefined;
  escalation:
    | { judged: number; notJudged: number; due: number; clockSteppedMs: number; lateness: Spread | undefined }
    | undefined;
  /** incidents that were held against what the API shows */
  shown: number | undefined;
  verdicts: Record<Verdict, number>;
  findings: Finding[];
}

export interface LedgerProblem {
  file?: string;
  line: number;
  reason: string;
  /** the cut last line of a simulator that was killed */
  cut: boolean;
}
