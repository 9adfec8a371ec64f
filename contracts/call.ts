import { z } from 'zod';

/** What came of a call that somebody at the console made. */
export const CALL_RESULTS = ['reached', 'no_answer', 'refused', 'wrong_number'] as const;
export const callResultSchema = z.enum(CALL_RESULTS);
export type CallResult = z.infer<typeof callResultSchema>;

/** Whom an operator can ring about a home. */
export const CALLEE_KINDS = ['resident', 'contact', 'user', 'service'] as const;
export const calleeKindSchema = z.enum(CALLEE_KINDS);
export type CalleeKind = z.infer<typeof calleeKindSchema>;

/** A call in the history of an incident; the name as it was then. */
export const incidentCallSchema = z.object({
  callee: z.object({ kind: calleeKindSchema, id: z.string(), name: z.string() }),
  result: callResultSchema,
});
export type IncidentCall = z.infer<typeof incidentCallSchema>;
