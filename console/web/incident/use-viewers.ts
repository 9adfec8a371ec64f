import { useEffect, useSyncExternalStore } from 'react';
import type { ViewerAct, Viewer } from '../../../contracts/live.ts';
import { useLive } from '../live/live-context.ts';
import { useUser } from '../session/session-context.ts';

/** Tells others that this screen shows an incident and what is being done there; answers who else looks at it. */
export function useViewers(incidentId: string, acting: ViewerAct | undefined): Viewer[] {
  const { client } = useLive();
  const { id: userId } = useUser();
  const viewers = useSyncExternalStore(client.subscribe, client.viewers);
  useEffect(() => {
    client.view(incidentId, acting);
  }, [client, incidentId, acting]);
  useEffect(
    () => () => {
      client.view(null);
    },
    [client, incidentId],
  );
  if (viewers?.incidentId !== incidentId) return [];
  return viewers.viewers.filter((viewer) => viewer.userId !== userId);
}
