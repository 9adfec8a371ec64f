import { useInfiniteQuery, type QueryKey } from '@tanstack/react-query';
import { request } from '../api/request.ts';
import type { Page } from '../api/shapes.ts';

export interface Pages<T> {
  /** undefined until the first page is there */
  items: T[] | undefined;
  error: Error | null;
  /** reads the next page; undefined when there is none */
  more: (() => void) | undefined;
  isFetchingMore: boolean;
}

/**
 * A list that the platform gives page by page.
 * @param path behind /api/v1
 * @param query what to ask for; what is empty is not asked
 */
export function usePages<T>(key: QueryKey, path: string, query: Record<string, string> = {}): Pages<T> {
  const asked = Object.entries(query).filter(([, value]) => value !== '');
  const pages = useInfiniteQuery({
    queryKey: [...key, 'pages', Object.fromEntries(asked)],
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ limit: '100', ...Object.fromEntries(asked) });
      if (pageParam !== '') search.set('cursor', pageParam);
      return request<Page<T>>(`${path}?${search}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (previous) => previous,
  });
  return {
    items: pages.data?.pages.flatMap((page) => page.items),
    error: pages.error,
    more: pages.hasNextPage ? () => void pages.fetchNextPage() : undefined,
    isFetchingMore: pages.isFetchingNextPage,
  };
}
