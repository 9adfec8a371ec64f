/**
 * What the platform owes and does not have, has twice, has too late, or has otherwise than it was said
 * (docs/ledger.md has the definitions).
 */
export const VERDICTS = ['lost', 'doubled', 'wrong', 'late'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Finding {
  verdict: Verdict;
  /** what it is about: a stored reading, an event of an incident, or a step of an incident's policy */
  of: 'reading' | 'alarm' | 'step';
  /** of a message `device:seq`, as in the ledger; of a step `incident#seconds` */
  id: string;
  /** one sentence for a person */
  what: string;
  incidentId?: string;
}
