import { z } from 'zod';

/** A row of the audit trail: who did what to what, and its place in the chain (docs/audit.md). */
export const auditEntrySchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  /** user id, `contact:…`, `device:…`, `anonymous` or `system` */
  actor: z.string(),
  /** of a user who still exists */
  actorName: z.string().optional(),
  /** `thing.what_happened` */
  action: z.string(),
  /** `thing:id` */
  subject: z.string(),
  /** what the subject is called now: a name or an address; absent when it is gone or has none */
  subjectName: z.string().optional(),
  homeId: z.string().optional(),
  detail: z.record(z.string(), z.unknown()),
  /** absent for about a second, until the chain has reached it */
  chain: z.object({ seq: z.string(), hash: z.string() }).optional(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
