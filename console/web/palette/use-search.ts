import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SearchAnswer, SearchHit } from '../../../contracts/search.ts';
import { request } from '../api/request.ts';

/** A pause in the typing, ms: who types on asks once. */
const PAUSE_MS = 150;

export interface Found {
  items: readonly SearchHit[];
  /** what was typed last has no answer yet: the items are those of before */
  waiting: boolean;
  error: Error | null;
}

/** What the platform finds for what is typed; an answer that comes late never replaces a newer one. */
export function useSearch(typed: string): Found {
  const [asked, setAsked] = useState('');
  const wanted = typed.trim();
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setAsked(wanted);
    }, PAUSE_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [wanted]);
  const found = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => request<SearchAnswer>(`/search?q=${encodeURIComponent(asked)}`, { signal }),
    enabled: asked !== '',
    placeholderData: (previous) => previous,
    // People's names and numbers: not kept longer than they are looked at.
    gcTime: 0,
    retry: false,
  });
  if (wanted === '') return { items: [], waiting: false, error: null };
  const waiting = asked !== wanted || found.isFetching;
  return { items: found.data?.items ?? [], waiting, error: waiting ? null : found.error };
}
