import { queryOptions } from '@tanstack/react-query';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import { request } from '../api/request.ts';

/** Whom one can ring about an incident, as the platform lists them. */
export function calleesQuery(incidentId: string) {
  return queryOptions({
    queryKey: ['incident', incidentId, 'callees'],
    queryFn: ({ signal }) =>
      request<{ items: CalleeEntry[] }>(`/incidents/${incidentId}/callees`, { signal }),
  });
}
