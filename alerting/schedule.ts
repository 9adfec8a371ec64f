/** A round of calls that will be due. */
export interface NextRound {
  incidentId: string;
  priority: number;
  /** epoch ms by the platform's clock; a second one for the same moment is not added */
  dueAt: number;
}

/** Has rounds made when they are due. Never fails: what it does not bring, the sweep finds. */
export type Schedule = (next: readonly NextRound[]) => Promise<void>;
