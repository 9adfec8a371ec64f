import { useCallback, useEffect, useRef } from 'react';
import type { Action } from './choose-actions.ts';

const SETTLE_MS = 700;

/** After a step the big button means the next one: a double click must not take two steps. */
export function useSettled(step: Action | undefined): () => boolean {
  const until = useRef(0);
  useEffect(() => {
    until.current = performance.now() + SETTLE_MS;
  }, [step]);
  return useCallback(() => performance.now() >= until.current, []);
}
