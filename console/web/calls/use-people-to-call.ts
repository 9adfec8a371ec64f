import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import type { Incident } from '../../../contracts/incident.ts';
import { request } from '../api/request.ts';
import { useUser } from '../session/session-context.ts';
import { peopleToCall } from './people-to-call.ts';

const NOBODY: CalleeEntry[] = [];

export interface Callables {
  people: CalleeEntry[];
  /** the list is not there yet, or could not be loaded */
  missing: 'loading' | 'failed' | undefined;
}

/** The call list of an incident. A family has none. */
export function usePeopleToCall({ id, type }: Pick<Incident, 'id' | 'type'>): Callables {
  const { id: userId, roles } = useUser();
  const acts = roles.some((role) => role === 'operator' || role === 'supervisor' || role === 'admin');
  const { data, error } = useQuery({
    queryKey: ['incident', id, 'callees'],
    queryFn: ({ signal }) => request<{ items: CalleeEntry[] }>(`/incidents/${id}/callees`, { signal }),
    enabled: acts,
    staleTime: 0,
    refetchInterval: 300_000,
    retryDelay: 1_500,
  });
  const people = useMemo(
    () => (data ? peopleToCall(data.items, { type, userId }) : NOBODY),
    [data, type, userId],
  );
  return { people, missing: data || !acts ? undefined : error ? 'failed' : 'loading' };
}
