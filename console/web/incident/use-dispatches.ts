import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Dispatch } from '../../../contracts/dispatch.ts';
import { request } from '../api/request.ts';

interface Orders {
  items: Dispatch[];
}

/**
 * The orders of an incident, the newest first; none are asked for where nobody was sent.
 * @param sent how many the history knows of: one more is read at once
 */
export function useDispatches(incidentId: string, sent?: number) {
  return useQuery({
    queryKey: ['incident', incidentId, 'dispatches', sent],
    queryFn: ({ signal }) => request<Orders>(`/incidents/${incidentId}/dispatches`, { signal }),
    select: ({ items }) => items.toReversed(),
    enabled: sent !== 0,
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}

/** Says that whoever was sent has done it. The platform writes down who says so, once. */
export function useFinishDispatch({ id, incidentId }: Pick<Dispatch, 'id' | 'incidentId'>) {
  const client = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: () =>
      request<Orders>(`/incidents/${incidentId}/dispatches/${id}/done`, { method: 'POST', body: {} }),
    onSuccess: (orders) => {
      client.setQueriesData<Orders>({ queryKey: ['incident', incidentId, 'dispatches'] }, orders);
    },
  });
}
