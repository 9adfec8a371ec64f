import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { isWriting } from '../keyboard/is-writing.ts';
import { useLive } from '../live/live-context.ts';
import { useUser } from '../session/session-context.ts';
import { callsForLife, incidentToOpen } from './incident-to-open.ts';
import { queueOf } from './use-queue.ts';

/** So long a key that was meant for the queue does nothing to what has opened under the finger. */
const GRACE_MS = 700;
/** What shows that somebody sits there. */
const TOUCHES = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

export interface AutoOpen {
  /** one has only just opened: a key that was meant for the queue is none for it */
  justOpened: boolean;
  /** the one that opened by itself, as long as nobody has touched this screen since: nobody has seen it */
  untouched: string | undefined;
}

/** Opens a life-safety incident by itself for who has nothing open and nothing in hand. */
export function useAutoOpen(openId: string | undefined): AutoOpen {
  const { store } = useLive();
  const { id: userId, roles } = useUser();
  const navigate = useNavigate();
  const router = useRouter();
  const [openedAt, setOpenedAt] = useState<number>();
  const [untouched, setUntouched] = useState<string>();
  const answers = roles.some((role) => role !== 'family' && role !== 'installer');

  useEffect(() => {
    if (!answers) return;
    const callingNow = () =>
      new Set(
        queueOf(store.read())
          .calling.filter(callsForLife)
          .map(({ id }) => id),
      );
    let before = callingNow();
    return store.subscribe(() => {
      const { calling } = queueOf(store.read());
      const target = incidentToOpen({
        calling,
        before,
        openId,
        userId,
        busy: isWriting(document.activeElement) || isLeaving(router),
      });
      before = callingNow();
      if (target === undefined) return;
      setOpenedAt(Date.now());
      setUntouched(target);
      void navigate({ to: '/incidents/$id', params: { id: target } });
    });
  }, [store, navigate, router, openId, userId, answers]);

  useEffect(() => {
    if (openedAt === undefined) return;
    const timer = window.setTimeout(() => {
      setOpenedAt(undefined);
    }, GRACE_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [openedAt]);

  useEffect(() => {
    if (untouched === undefined) return;
    const touched = () => {
      setUntouched(undefined);
    };
    for (const event of TOUCHES) window.addEventListener(event, touched);
    return () => {
      for (const event of TOUCHES) window.removeEventListener(event, touched);
    };
  }, [untouched]);
  return { justOpened: openedAt !== undefined, untouched };
}

/** A page has been chosen and its code is still under way: it is not taken from who chose it. */
function isLeaving({ latestLocation, state }: ReturnType<typeof useRouter>): boolean {
  const shown = state.resolvedLocation;
  return shown !== undefined && shown.pathname !== latestLocation.pathname;
}
