import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { AuditEntry } from '../../../contracts/audit.ts';
import { request } from '../api/request.ts';
import type { Page } from '../api/shapes.ts';
import type { AuditSearch } from './audit-search.ts';

const PAGE = 50;

export function useAudit(search: AuditSearch) {
  return useInfiniteQuery({
    queryKey: ['audit', search],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        ...search,
        limit: `${PAGE}`,
        ...(pageParam && { cursor: pageParam }),
      });
      return request<Page<AuditEntry>>(`/audit?${query}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (previous) => previous,
  });
}

/** The people whose doings can be looked at, by name. */
export function useActors(): { id: string; name: string }[] {
  const users = useQuery({
    queryKey: ['audit', 'actors'],
    queryFn: ({ signal }) => request<Page<{ id: string; name: string }>>('/users?limit=1000', { signal }),
    staleTime: 300_000,
  });
  return users.data?.items ?? [];
}
