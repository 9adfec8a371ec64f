import { queryOptions, useQuery } from '@tanstack/react-query';
import { request } from '../api/request.ts';
import type { Contact, Device, Home, Page, Resident } from '../api/shapes.ts';
import { useUser } from '../session/session-context.ts';

/**
 * A card that an operator reads to a helper must not be old: refreshed whenever it is shown again, and every 5 min.
 * Parts of one screen that ask at the same time share one answer.
 */
const FRESH = { staleTime: 0, refetchInterval: 300_000, retryDelay: 1_500 } as const;

export function homeQuery(homeId: string) {
  return queryOptions({
    queryKey: ['home', homeId],
    queryFn: ({ signal }) => request<Home>(`/homes/${homeId}`, { signal }),
  });
}

export function residentsQuery(homeId: string) {
  return queryOptions({
    queryKey: ['home', homeId, 'residents'],
    queryFn: ({ signal }) => request<Page<Resident>>(`/homes/${homeId}/residents`, { signal }),
  });
}

export function useHome(homeId: string) {
  return useQuery({ ...homeQuery(homeId), ...FRESH });
}

export function useResidents(homeId: string) {
  const { roles } = useUser();
  return useQuery({
    ...residentsQuery(homeId),
    select: (page) => page.items,
    enabled: roles.some((role) => role !== 'installer'),
    ...FRESH,
  });
}

export function useContacts(homeId: string) {
  const { roles } = useUser();
  return useQuery({
    queryKey: ['home', homeId, 'contacts'],
    queryFn: ({ signal }) => request<Page<Contact>>(`/homes/${homeId}/contacts`, { signal }),
    select: (page) => [...page.items].sort((a, b) => a.order - b.order),
    enabled: roles.some((role) => role === 'admin' || role === 'supervisor' || role === 'operator'),
    ...FRESH,
  });
}

export function useDevices(homeId: string) {
  return useQuery({
    queryKey: ['home', homeId, 'devices'],
    queryFn: ({ signal }) => request<Page<Device>>(`/homes/${homeId}/devices`, { signal }),
    select: (page) => page.items,
    ...FRESH,
  });
}
