import { useQuery } from '@tanstack/react-query';
import { request } from '../api/request.ts';
import type { Area, Page } from '../api/shapes.ts';

export function useAreas(): Area[] {
  const areas = useQuery({
    queryKey: ['areas'],
    queryFn: ({ signal }) => request<Page<Area>>('/areas?limit=1000', { signal }),
  });
  return areas.data?.items ?? [];
}
