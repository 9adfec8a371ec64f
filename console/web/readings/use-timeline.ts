import { useQuery } from '@tanstack/react-query';
import type { Timeline } from '../../../contracts/timeline.ts';
import { request } from '../api/request.ts';
import type { Page, Reading } from '../api/shapes.ts';
import { useNow } from '../clock/use-now.ts';
import type { View } from './move-view.ts';

export type TimelineSpan = '1' | '7' | '30';

const DAY_MS = 86_400_000;
/** How often it moves on: a month is not looked at for its last minute. */
const REFRESH_MS: Record<TimelineSpan, number> = { 1: 60_000, 7: 600_000, 30: 600_000 };

/**
 * A home over the last days. While the next answer is on its way the one before stays, never one of another length.
 * @param days to look back
 */
export function useTimeline(homeId: string, days: TimelineSpan) {
  const to = Math.ceil(useNow() / REFRESH_MS[days]) * REFRESH_MS[days];
  const from = to - Number(days) * DAY_MS;
  return useQuery({
    queryKey: ['home', homeId, 'timeline', days, to],
    queryFn: ({ signal }) =>
      request<Timeline>(
        `/homes/${homeId}/timeline?from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`,
        { signal },
      ),
    placeholderData: (previous, query) => (query?.queryKey[3] === days ? previous : undefined),
    staleTime: 30_000,
  });
}

/** From here on single messages are looked at: a view this long, ms. */
const EXACT_MS = 26 * 3_600_000;
const MOST_READINGS = 20_000;
const HOUR_MS = 3_600_000;

/** What the devices said in this view, message by message; nothing while it is too long, or too much was said. */
export function useExactReadings(
  homeId: string,
  view: View,
): { readings: Reading[]; covers: View } | undefined {
  const from = Math.floor(view.from / HOUR_MS) * HOUR_MS;
  const to = Math.ceil(view.to / HOUR_MS) * HOUR_MS;
  const { data } = useQuery({
    queryKey: ['home', homeId, 'readings', from, to],
    queryFn: async ({ signal }) => {
      const query = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}&limit=${MOST_READINGS}`;
      const page = await request<Page<Reading>>(`/homes/${homeId}/readings?${query}`, { signal });
      return { readings: page.items, covers: { from, to }, whole: !page.nextCursor };
    },
    enabled: view.to - view.from <= EXACT_MS,
    staleTime: 60_000,
  });
  return data?.whole ? data : undefined;
}
