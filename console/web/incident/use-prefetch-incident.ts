import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Incident } from '../../../contracts/incident.ts';
import { calleesQuery } from '../calls/callees-query.ts';
import { homeQuery, residentsQuery } from '../homes/home-queries.ts';
import { useUser } from '../session/session-context.ts';

/** What was loaded this short a time ago is not loaded again because a hand moves over it. */
const FRESH_MS = 60_000;
/** Nobody looks at it yet: kept as long as a call may wait. */
const KEPT_MS = 1_800_000;

/**
 * Loads what the screen of an incident says first (whom to call, who lives there, how to get in), before it is opened:
 * a screen that fills up under the finger is one on which somebody presses the wrong thing. What does not load is
 * asked for again when the incident is opened. A family has no call list, and needs none at once.
 */
export function usePrefetchIncident(): (incident: Pick<Incident, 'id' | 'homeId'>) => void {
  const client = useQueryClient();
  const { roles } = useUser();
  const acts = roles.some((role) => role === 'operator' || role === 'supervisor' || role === 'admin');
  return useCallback(
    ({ id, homeId }) => {
      if (!acts) return;
      const options = { staleTime: FRESH_MS, gcTime: KEPT_MS };
      void client.prefetchQuery({ ...calleesQuery(id), ...options });
      void client.prefetchQuery({ ...homeQuery(homeId), ...options });
      void client.prefetchQuery({ ...residentsQuery(homeId), ...options });
    },
    [client, acts],
  );
}
