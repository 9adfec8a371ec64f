import { useQuery, type QueryKey } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { request } from '../api/request.ts';
import type { Pages } from './use-pages.ts';

/** What an EntityTable shows and has open. */
export interface Opened<T> {
  /** the list, with what the address names: first, where its page has not been read */
  items: T[] | undefined;
  opened: {
    id: string | undefined;
    /** it is not there, or not for this reader */
    isMissing: boolean;
    /** takes it out of the address, so that the same may be opened again */
    onClosed: () => void;
  };
}

/**
 * A list, and the one of it that the address asks for (`?open={id}`), read by itself when it is on no page yet.
 * @param path of one: `/users`
 */
export function useOpened<T extends { id: string }>(
  key: QueryKey,
  path: string,
  { items }: Pick<Pages<T>, 'items'>,
): Opened<T> {
  const { open } = useSearch({ strict: false });
  const navigate = useNavigate();
  const isFar = open !== undefined && items !== undefined && !items.some(({ id }) => id === open);
  const one = useQuery({
    queryKey: [...key, 'one', open],
    queryFn: ({ signal }) => request<T>(`${path}/${encodeURIComponent(open ?? '')}`, { signal }),
    enabled: isFar,
    retry: false,
  });
  const found = isFar ? one.data : undefined;
  return {
    items: found && items ? [found, ...items] : items,
    opened: {
      id: open,
      isMissing: isFar && one.isError,
      onClosed: () => {
        if (open !== undefined) void navigate({ to: '.', search: {}, replace: true });
      },
    },
  };
}
