import { z } from 'zod';
import { viewerActSchema, type ViewerAct } from '../contracts/live.ts';
import type { Principal } from '../contracts/people.ts';
import type { Viewing } from './viewing.ts';

/** What a client says that its screen shows: an incident, or none. */
const saidSchema = z.object({
  incidentId: z.uuid().toLowerCase().nullable(),
  acting: viewerActSchema.nullish(),
});

export interface ViewingSocket {
  id: string;
  principal: () => Principal;
  join: (room: string) => unknown;
  leave: (room: string) => unknown;
}

export interface HearViewingOptions {
  viewing: Pick<Viewing, 'look'>;
  /** whether this person may see the incident and is to be seen looking at it */
  mayLook: (principal: Principal, incidentId: string) => Promise<boolean>;
  /** something that no client of ours sends, or an incident that is not theirs */
  onRefused: () => void;
  onError: (error: Error) => void;
}

export interface HeardViewing {
  /** @param said the arguments as they came */
  said: (said: readonly unknown[]) => void;
  gone: () => void;
}

export function viewingRoom(incidentId: string): string {
  return `viewing:${incidentId}`;
}

/**
 * What one socket says that it shows, one after the other: of what is said while one is looked up only the last
 * counts, so that nobody makes more work than they can wait for. Who asks for what is not theirs shows nothing.
 */
export function hearViewing(socket: ViewingSocket, options: HearViewingOptions): HeardViewing {
  const { viewing, mayLook, onRefused, onError } = options;
  let wanted: { incidentId: string | null; acting?: ViewerAct | undefined } | undefined;
  let shown: string | null = null;
  let busy = false;

  const show = async (incidentId: string | null, acting?: ViewerAct): Promise<void> => {
    const { id: userId, name } = socket.principal();
    const allowed = incidentId !== null && (await mayLook(socket.principal(), incidentId));
    if (incidentId !== null && !allowed) onRefused();
    const next = allowed ? incidentId : null;
    if (shown !== null && shown !== next) await socket.leave(viewingRoom(shown));
    if (next !== null && next !== shown) await socket.join(viewingRoom(next));
    shown = next;
    await viewing.look(socket.id, next === null ? undefined : { incidentId: next, userId, name, acting });
  };
  const work = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    while (wanted !== undefined) {
      const { incidentId, acting } = wanted;
      wanted = undefined;
      await show(incidentId, acting).catch(onError);
    }
    busy = false;
  };

  return {
    said: (said) => {
      const [incidentId, acting] = said;
      const parsed = saidSchema.safeParse({ incidentId, acting });
      if (!parsed.success) return onRefused();
      wanted = { incidentId: parsed.data.incidentId, acting: parsed.data.acting ?? undefined };
      void work();
    },
    gone: () => {
      wanted = { incidentId: null };
      void work();
    },
  };
}
