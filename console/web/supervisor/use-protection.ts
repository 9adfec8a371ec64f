import { useQuery } from '@tanstack/react-query';
import type { AreaProtection, MappedHome } from '../../../contracts/home-state.ts';
import type { ProtectionCounts } from '../../../contracts/protection.ts';
import { request } from '../api/request.ts';
import type { Page } from '../api/shapes.ts';
import { sumProtection } from './sum-protection.ts';

const EVERY_MS = 15_000;

/** How many homes are protected, in an area and below or in everything that the reader sees. */
export function useProtection(areaId: string | undefined) {
  return useQuery({
    queryKey: ['protection', areaId],
    queryFn: async ({ signal }): Promise<ProtectionCounts> => {
      const place = areaId === undefined ? '' : `?areaId=${areaId}`;
      const { items } = await request<{ items: AreaProtection[] }>(`/protection${place}`, { signal });
      return sumProtection(items);
    },
    refetchInterval: EVERY_MS,
    refetchIntervalInBackground: true,
  });
}

/** The homes that have been without protection for longest. */
export function useUnprotected(areaId: string | undefined, limit: number) {
  return useQuery({
    queryKey: ['unprotected', areaId, limit],
    queryFn: ({ signal }) => {
      const place = areaId === undefined ? '' : `&areaId=${areaId}`;
      return request<Page<MappedHome>>(`/unprotected?state=unprotected&limit=${limit}${place}`, { signal });
    },
    refetchInterval: EVERY_MS,
  });
}
