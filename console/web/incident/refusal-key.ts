import type { ApiError } from '../api/api-error.ts';

const SAID = [
  'version_conflict',
  'incident_resolved',
  'incident_not_acknowledged',
  'incident_not_dispatched',
  'incident_lease_held',
  'incident_lease_running',
  'handover_own',
  'handover_signed',
  'role_forbids',
  'out_of_scope',
  'not_logged_in',
  'too_many_requests',
  'unavailable',
  'unreachable',
] as const;
export type RefusalKey = (typeof SAID)[number] | 'other';

/** The plain sentence for a refusal (`refusal.*` of the messages). */
export function refusalKey(error: Pick<ApiError, 'code'>): RefusalKey {
  return SAID.find((code) => code === error.code) ?? 'other';
}
