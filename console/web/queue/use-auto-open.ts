import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { isWriting } from '../keyboard/is-writing.ts';
import { useLive } from '../live/live-context.ts';
import { useUser } from '../session/session-context.ts';
import { callsForLife, incidentToOpen } from './incident-to-open.ts';
import { queueOf } from './use-queue.ts';

/** So long a key that was meant for the queue does nothing to what has opened under the finger. */
const GRACE_MS = 700;

/**
 * Opens a life-safety incident by itself for who has nothing open and nothing in hand.
 * @returns whether one has only just opened
 */
export function useAutoOpen(openId: string | undefined): boolean {
  const { store } = useLive();
  const { id: userId, roles } = useUser();
  const navigate = useNavigate();
  const [openedAt, setOpenedAt] = useState<number>();
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
        busy: isWriting(document.activeElement),
      });
      before = callingNow();
      if (target === undefined) return;
      setOpenedAt(Date.now());
      void navigate({ to: '/incidents/$id', params: { id: target } });
    });
  }, [store, navigate, openId, userId, answers]);

  useEffect(() => {
    if (openedAt === undefined) return;
    const timer = window.setTimeout(() => {
      setOpenedAt(undefined);
    }, GRACE_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [openedAt]);
  return openedAt !== undefined;
}
