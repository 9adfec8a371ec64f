import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type {
  DeviceStatistics,
  Grouping,
  NowStatistics,
  ResponseStatistics,
} from '../../../contracts/statistics.ts';
import { request } from '../api/request.ts';

/** What the figures are asked for: RFC 3339, an area and below or everything. */
export interface Asked {
  from: string;
  to: string;
  areaId: string | undefined;
}

const NOW_EVERY_MS = 5_000;
/** Each reading of a period is written to the audit trail: only when somebody asks. */
const ONCE = { staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

export function useNowStatistics(areaId: string | undefined) {
  return useQuery({
    queryKey: ['statistics', 'now', areaId],
    queryFn: ({ signal }) => request<NowStatistics>(nowPath('', areaId), { signal }),
    refetchInterval: NOW_EVERY_MS,
    placeholderData: keepPreviousData,
  });
}

export function useResponse(asked: Asked, groupBy: Grouping) {
  return useQuery({
    queryKey: ['statistics', 'response', asked, groupBy],
    queryFn: ({ signal }) => request<ResponseStatistics>(responsePath('', asked, groupBy), { signal }),
    ...ONCE,
  });
}

export function useDeviceStatistics(asked: Asked) {
  return useQuery({
    queryKey: ['statistics', 'devices', asked],
    queryFn: ({ signal }) => request<DeviceStatistics>(devicesPath('', asked), { signal }),
    ...ONCE,
  });
}

/** @param ending `.csv` for the table, nothing for the figures */
export function nowPath(ending: '' | '.csv', areaId: string | undefined): string {
  return `/statistics/now${ending}?${query({ areaId })}`;
}

export function responsePath(ending: '' | '.csv', asked: Asked, groupBy: Grouping): string {
  return `/statistics/response${ending}?${query({ ...asked, groupBy })}`;
}

export function devicesPath(ending: '' | '.csv', asked: Asked): string {
  return `/statistics/devices${ending}?${query({ ...asked })}`;
}

function query(fields: Record<string, string | undefined>): string {
  return new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ).toString();
}
