import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { HomeState, MappedHome } from '../../../contracts/home-state.ts';
import { request } from '../api/request.ts';
import type { Page } from '../api/shapes.ts';
import { useLive } from '../live/live-context.ts';
import { applyHomeStates } from './apply-home-state.ts';

const PAGE = 5_000;
/** A district; what is larger is looked at area by area. */
export const HOMES_MAX = 50_000;
/** Changes are drawn together: after a power cut there are thousands in a second. */
const DRAW_EVERY_MS = 500;

async function readAll(areaId: string | undefined, signal: AbortSignal): Promise<MappedHome[]> {
  const homes: MappedHome[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({
      limit: String(PAGE),
      ...(areaId !== undefined && { areaId }),
      ...(cursor !== undefined && { cursor }),
    });
    const page = await request<Page<MappedHome>>(`/home-states?${query}`, { signal });
    homes.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && homes.length < HOMES_MAX);
  return homes;
}

/** The homes of an area with their protection, kept true by the live channel (the shell has everything read anew after a lost connection). */
export function useHomeStates(areaId: string | undefined) {
  const client = useQueryClient();
  const { client: live } = useLive();
  const states = useQuery({
    queryKey: ['home-states', areaId ?? ''],
    queryFn: ({ signal }) => readAll(areaId, signal),
    staleTime: 60_000,
    refetchInterval: 300_000,
  });
  useEffect(() => {
    let heard = new Map<string, HomeState>();
    const stop = live.onHome((home) => heard.set(home.id, home));
    const timer = window.setInterval(() => {
      if (heard.size === 0) return;
      const news = heard;
      heard = new Map();
      client.setQueriesData<MappedHome[]>(
        { queryKey: ['home-states'] },
        (homes) => homes && applyHomeStates(homes, news),
      );
    }, DRAW_EVERY_MS);
    return () => {
      stop();
      window.clearInterval(timer);
    };
  }, [client, live]);
  return states;
}
