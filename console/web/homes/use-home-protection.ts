import { useQuery } from '@tanstack/react-query';
import type { HomeProtection } from '../../../contracts/home-protection.ts';
import { request } from '../api/request.ts';

/**
 * Whether the home is watched over, kept true by the live channel (use-live-homes.ts), and what its devices last said,
 * as old as a minute at most.
 */
export function useHomeProtection(homeId: string) {
  return useQuery({
    queryKey: ['home', homeId, 'protection'],
    queryFn: ({ signal }) => request<HomeProtection>(`/homes/${homeId}/protection`, { signal }),
    refetchInterval: 60_000,
    staleTime: 10_000,
  });
}
