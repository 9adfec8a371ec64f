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
  'wrong_password',
  'role_forbids',
  'out_of_scope',
  'not_logged_in',
  'already_exists',
  'in_use',
  'not_found',
  'policy_changed',
  'maintenance_over',
  'bad_request',
  'too_many_requests',
  'unavailable',
  'unreachable',
] as const;
export type RefusalKey = (typeof SAID)[number] | 'other';

/** The plain sentence for a refusal (`refusal.*` of the messages). */
export function refusalKey(error: Pick<ApiError, 'code'>): RefusalKey {
  return SAID.find((code) => code === error.code) ?? 'other';
}
