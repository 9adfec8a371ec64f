import { useMutation } from '@tanstack/react-query';
import type { Disposition, Incident } from '../../../contracts/incident.ts';
import { ApiError } from '../api/api-error.ts';
import { request } from '../api/request.ts';
import { useLive } from '../live/live-context.ts';
import type { Action } from './choose-actions.ts';

export type Command =
  | { kind: Exclude<Action, 'resolve'> }
  | { kind: 'resolve'; disposition: Disposition; note?: string; version: number }
  | { kind: 'note'; text: string };

/** Carries out a command; on a refusal the incident is read anew, so that the screen shows why. */
export function useIncidentCommand(id: string) {
  const { store } = useLive();
  return useMutation({
    networkMode: 'always',
    mutationFn: async (command: Command) => {
      const { kind, ...body } = command;
      const path = kind === 'note' ? 'notes' : kind;
      return request<Incident | undefined>(`/incidents/${id}/${path}`, { method: 'POST', body });
    },
    onSuccess: (incident) => {
      if (incident !== undefined) store.apply({ kind: 'incident', incident });
    },
    onError: async (error) => {
      if (!(error instanceof ApiError) || error.status !== 409) return;
      const incident = await request<Incident>(`/incidents/${id}`).catch(() => undefined);
      if (incident) store.apply({ kind: 'incident', incident });
    },
  });
}
