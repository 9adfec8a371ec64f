import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import type { Incident } from '../../../contracts/incident.ts';
import { useUser } from '../session/session-context.ts';
import { calleesQuery } from './callees-query.ts';
import { peopleToCall } from './people-to-call.ts';

const NOBODY: CalleeEntry[] = [];

/** The call list of an incident; while it is not known there is none, which is not the same as an empty one. */
export type Callables =
  { people: CalleeEntry[]; missing: undefined } | { people: undefined; missing: 'loading' | 'failed' };

/** The call list of an incident. A family has none. */
export function usePeopleToCall({ id, type }: Pick<Incident, 'id' | 'type'>): Callables {
  const { id: userId, roles } = useUser();
  const acts = roles.some((role) => role === 'operator' || role === 'supervisor' || role === 'admin');
  const { data, error } = useQuery({
    ...calleesQuery(id),
    enabled: acts,
    staleTime: 0,
    // What could not be loaded is tried again soon; what is shown is kept true by the live channel.
    refetchInterval: ({ state }) => (state.data === undefined && state.error !== null ? 5_000 : 300_000),
    retryDelay: 1_500,
    retry: 1,
  });
  const people = useMemo(
    () => (data ? peopleToCall(data.items, { type, userId }) : acts ? undefined : NOBODY),
    [data, acts, type, userId],
  );
  if (people !== undefined) return { people, missing: undefined };
  return { people, missing: error ? 'failed' : 'loading' };
}
