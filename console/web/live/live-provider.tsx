import { useEffect, useState, type ReactNode } from 'react';
import { useForgetSession } from '../session/use-session.ts';
import { startLiveClient } from './live-client.ts';
import { LiveContext, type Live } from './live-context.ts';
import { createLiveStore } from './live-store.ts';

/** The live connection of one login: opened with it, closed with it. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const forget = useForgetSession();
  const [live, setLive] = useState<Live>();
  useEffect(() => {
    const store = createLiveStore();
    const client = startLiveClient({ store, onSessionEnded: forget });
    setLive({ store, client });
    return () => {
      client.close();
    };
    // One connection per login: `forget` does the same thing in every render.
  }, []);
  return live && <LiveContext value={live}>{children}</LiveContext>;
}
