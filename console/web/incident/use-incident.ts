import { useQuery } from '@tanstack/react-query';
import type { Incident } from '../../../contracts/incident.ts';
import { ApiError } from '../api/api-error.ts';
import { request } from '../api/request.ts';
import { useLive, useLiveFact } from '../live/live-context.ts';

/**
 * One incident: live where it is live, asked for once for its whole history. Both go through the same
 * reducer, so whichever is newer is shown.
 */
export function useIncident(id: string): { incident: Incident | undefined; missing: boolean } {
  const { store } = useLive();
  const known = useLiveFact((state) => state.entries.get(id)?.incident);
  const cut = (known?.eventsOmitted ?? 0) > 0;
  const query = useQuery({
    queryKey: ['incident', id, cut ? known?.version : 0],
    queryFn: async ({ signal }) => {
      const incident = await request<Incident>(`/incidents/${id}`, { signal });
      store.apply({ kind: 'incident', incident });
      return incident;
    },
  });
  const status = query.error instanceof ApiError ? query.error.status : undefined;
  const refused = status !== undefined && status >= 400 && status < 500;
  return { incident: known ?? query.data, missing: refused && known === undefined };
}
