import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/request.ts';
import type { Duty, Page } from '../api/shapes.ts';

const KEY = ['duty'];
const REFRESH_MS = 300_000;

/** My part of the roster from now on. */
export function useDuty(userId: string) {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => request<Page<Duty>>(`/duties?userId=${userId}`, { signal }),
    select: (page) => page.items,
    refetchInterval: REFRESH_MS,
  });
}

/** Goes on duty until a moment (epoch ms), or off duty (undefined). */
export function useChangeDuty() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (until: number | undefined) =>
      until === undefined
        ? request<undefined>('/duties/me', { method: 'DELETE' })
        : request<Duty>('/duties/me', { method: 'POST', body: { until: new Date(until).toISOString() } }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
