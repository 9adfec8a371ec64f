import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import { useForgetSession } from '../session/use-session.ts';
import { startLiveClient } from './live-client.ts';
import { LiveContext, type Live } from './live-context.ts';
import { createPacer } from './create-pacer.ts';
import { createLiveStore } from './live-store.ts';

/** The live connection of one login: opened with it, closed with it. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [live, setLive] = useState<Live>();
  const onSessionEnded = useEffectEvent(useForgetSession());
  useEffect(() => {
    const store = createLiveStore(createPacer());
    const client = startLiveClient({
      store,
      onSessionEnded: () => {
        onSessionEnded();
      },
    });
    // A connection exists only from here on: the one render more is what it costs to open it in an effect.
    queueMicrotask(() => {
      setLive({ store, client });
    });
    return () => {
      client.close();
    };
  }, []);
  return live && <LiveContext value={live}>{children}</LiveContext>;
}
