import { useCallback, useEffect, useRef } from 'react';
import type { NextAction } from './next-action.ts';

const SETTLE_MS = 700;

/** After a step the big button means the next one: a double click must not take two steps. */
export function useSettled(step: NextAction['kind']): () => boolean {
  const until = useRef(0);
  useEffect(() => {
    until.current = performance.now() + SETTLE_MS;
  }, [step]);
  return useCallback(() => performance.now() >= until.current, []);
}
