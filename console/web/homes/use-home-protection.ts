import { useQuery } from '@tanstack/react-query';
import type { HomeProtection } from '../../../contracts/home-protection.ts';
import { request } from '../api/request.ts';

/** Whether the home is watched over and what its devices last said; as old as half a minute at most. */
export function useHomeProtection(homeId: string) {
  return useQuery({
    queryKey: ['home', homeId, 'protection'],
    queryFn: ({ signal }) => request<HomeProtection>(`/homes/${homeId}/protection`, { signal }),
    refetchInterval: 30_000,
    staleTime: 10_000,
  });
}
