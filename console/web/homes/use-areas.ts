import { useQuery } from '@tanstack/react-query';
import { readAll } from '../api/read-all.ts';
import type { Area } from '../api/shapes.ts';

const NONE: Area[] = [];

/** All areas that one may see, in the order in which they were made; empty until they are there. */
export function useAreas(): Area[] {
  return useAreasQuery().data ?? NONE;
}

export function useAreasQuery() {
  return useQuery({ queryKey: ['areas'], queryFn: ({ signal }) => readAll<Area>('/areas', signal) });
}
