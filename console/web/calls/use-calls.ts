import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Incident } from '../../../contracts/incident.ts';
import type { Notification } from '../../../contracts/notification.ts';
import { request } from '../api/request.ts';

/** Reports of providers come without a change of the incident. */
const WHILE_CALLING_MS = 5_000;

/** Who was told what about an incident; read anew whenever the incident changes, and while calls are under way. */
export function useCalls(incident: Incident) {
  return useQuery({
    queryKey: ['incident', incident.id, 'notifications', incident.version],
    queryFn: ({ signal }) =>
      request<{ items: Notification[] }>(`/incidents/${incident.id}/notifications`, { signal }),
    select: ({ items }) => items,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      incident.state === 'open' || state.data?.items.some(isUnderWay) ? WHILE_CALLING_MS : false,
  });
}

function isUnderWay({ state }: Notification): boolean {
  return state === 'queued' || state === 'sending';
}
