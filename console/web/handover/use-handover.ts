import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Handover, HandoverDraft } from '../../../contracts/handover-record.ts';
import { waitsFor } from '../../../contracts/handover.ts';
import { request } from '../api/request.ts';
import type { Page } from '../api/shapes.ts';
import { platformNow } from '../clock/platform-clock.ts';
import { useUser } from '../session/session-context.ts';

const KEY = ['handovers'];
const DRAFT_MS = 20_000;
const WAITING_MS = 30_000;

/** What would be left to the next shift now; it is looked at again while it is on the screen. */
export function useDraft() {
  return useQuery({
    queryKey: [...KEY, 'draft'],
    queryFn: ({ signal }) => request<HandoverDraft>('/handover/draft', { signal }),
    refetchInterval: DRAFT_MS,
  });
}

/** The handovers that ask this person to sign, the newest first; none for who is no operator. */
export function useWaitingHandovers(): Handover[] {
  const user = useUser();
  const waiting = useQuery({
    queryKey: [...KEY, 'waiting'],
    queryFn: ({ signal }) => request<Page<Handover>>('/handovers?waiting=true&limit=10', { signal }),
    enabled: user.roles.some((role) => role !== 'family' && role !== 'installer'),
    refetchInterval: WAITING_MS,
  });
  return waiting.data?.items.filter((handover) => waitsFor(handover, user.id, platformNow())) ?? [];
}

export function useHandovers() {
  return useInfiniteQuery({
    queryKey: [...KEY, 'all'],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Handover>>(`/handovers?limit=20${pageParam && `&cursor=${pageParam}`}`, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function useHandover(id: string) {
  return useQuery({
    queryKey: [...KEY, id],
    queryFn: ({ signal }) => request<Handover>(`/handovers/${id}`, { signal }),
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { notes: string; said: string[]; preparedAt: string }) =>
      request<Handover>('/handovers', { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useSignIn(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (takeLeases: boolean) =>
      request<Handover>(`/handovers/${id}/accept`, { method: 'POST', body: { takeLeases } }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
