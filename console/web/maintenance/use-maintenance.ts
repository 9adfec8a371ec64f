import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/request.ts';
import type { Maintenance, Page } from '../api/shapes.ts';

const REFRESH_MS = 60_000;

/** What is running for a home: for itself, for its area, for one of its devices. */
export function useMaintenance(homeId: string) {
  return useQuery({
    queryKey: ['home', homeId, 'maintenance'],
    queryFn: ({ signal }) =>
      request<Page<Maintenance>>(`/maintenance?state=running&homeId=${homeId}`, { signal }),
    select: (page) => page.items,
    refetchInterval: REFRESH_MS,
  });
}

/** Ends one early. @param homeId whose card says so too, when it is about one home */
export function useEndMaintenance(homeId?: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request(`/maintenance/${id}/end`, { method: 'POST', body: {} }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['maintenance'] }),
        client.invalidateQueries({ queryKey: homeId === undefined ? ['home'] : ['home', homeId] }),
      ]),
  });
}
