import type { Namespace } from 'socket.io';
import type { Principal } from '../contracts/people.ts';
import type { Store } from '../store/open-store.ts';
import { readSessionPrincipals } from '../store/sessions.ts';
import { roomsOf } from './live-rooms.ts';

interface Known {
  key: string;
  rooms: string;
  principal: Principal;
}

/**
 * Socket.IO sends what a recovered socket has missed before any middleware has run, so whether the session
 * still stands and sees the same must be asked before the old socket is found again.
 */
export function checkRestored(adapter: Namespace['adapter'], store: Store): void {
  const restore = adapter.restoreSession.bind(adapter);
  adapter.restoreSession = async (pid, offset) => {
    const found = await restore(pid, offset);
    const data = found?.data as Known | undefined;
    const principal = data && (await readSessionPrincipals(store, [data.key], new Date())).get(data.key);
    const same = principal && roomsOf(principal).join(' ') === data.rooms;
    return same ? found : (undefined as unknown as typeof found);
  };
}
