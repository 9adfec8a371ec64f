import { useQuery } from '@tanstack/react-query';
import type { Area } from '../../../contracts/home.ts';
import type { MapSettings } from '../../../contracts/map-settings.ts';
import { request } from '../api/request.ts';
import type { Page } from '../api/shapes.ts';

/** Where tiles come from, if from anywhere. Until that is known there is a plain ground. */
export function useMapSettings(): MapSettings {
  const settings = useQuery({
    queryKey: ['map-settings'],
    queryFn: ({ signal }) => request<MapSettings>('/map-settings', { signal }),
    staleTime: Infinity,
  });
  return settings.data ?? NO_TILES;
}
const NO_TILES: MapSettings = {};

/** An area and those below it, with where each ends. */
export function useBoundaries(areaId: string | undefined): Area[] {
  const areas = useQuery({
    queryKey: ['areas', 'boundaries', areaId ?? ''],
    queryFn: ({ signal }) =>
      request<Page<Area>>(
        `/areas?boundaries=true&limit=200${areaId === undefined ? '' : `&below=${areaId}`}`,
        {
          signal,
        },
      ),
    staleTime: 300_000,
  });
  return areas.data?.items ?? NONE;
}
const NONE: Area[] = [];
