import { useMutation } from '@tanstack/react-query';
import type { CalleeKind, CallResult } from '../../../contracts/call.ts';
import type { ChecklistItem } from '../../../contracts/checklists.ts';
import type { Disposition, Incident } from '../../../contracts/incident.ts';
import type { DispatchedKind } from '../../../contracts/sent-out.ts';
import { ApiError } from '../api/api-error.ts';
import { request } from '../api/request.ts';
import { useLive } from '../live/live-context.ts';
import type { Action } from './choose-actions.ts';

export type Command =
  | { kind: Exclude<Action, 'resolve' | 'dispatch'> }
  | { kind: 'dispatch'; to?: { kind: DispatchedKind; id: string }; instructions?: string }
  | { kind: 'resolve'; disposition: Disposition; note?: string; version: number }
  | { kind: 'note'; text: string }
  | { kind: 'call'; callee: { kind: CalleeKind; id: string }; result: CallResult }
  | { kind: 'check'; item: ChecklistItem; done: boolean };

/** What is added to an incident has a path of its own; everything else is named as it is. */
const PATHS = { note: 'notes', call: 'calls', check: 'checks' } as const;

function pathOf(kind: Command['kind']): string {
  return kind === 'note' || kind === 'call' || kind === 'check' ? PATHS[kind] : kind;
}

/** Carries out a command; on a refusal the incident is read anew, so that the screen shows why. */
export function useIncidentCommand(id: string) {
  const { store } = useLive();
  return useMutation({
    networkMode: 'always',
    mutationFn: async (command: Command) => {
      const { kind, ...body } = command;
      return request<Incident | undefined>(`/incidents/${id}/${pathOf(kind)}`, { method: 'POST', body });
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
