import { useCallback, useEffect, useRef, useState } from 'react';
import type { AnswerBody, AnswerResult, AnswerView } from '../../../contracts/answer.ts';
import { askView, sendAnswer } from './answer-api.ts';
import { untilAnswered, waitForNetwork } from './until-answered.ts';

/** How often the page looks whether somebody else has it by now. */
const REFRESH_MS = 15_000;

export type Delivery =
  | { state: 'idle' }
  | { state: 'sending'; failures: number }
  | { state: 'done'; result: AnswerResult }
  | { state: 'refused' };

export interface AnswerState {
  view: AnswerView | undefined;
  /** the link opens nothing */
  broken: 'unknown' | 'expired' | undefined;
  /** how often loading has failed so far */
  failures: number;
  delivery: Delivery;
  /** says one thing; while it is under way, another press does nothing */
  say: (body: AnswerBody) => void;
}

/** The state of the page: what is known, and what became of what was said. */
export function useAnswer(token: string): AnswerState {
  const [view, setView] = useState<AnswerView>();
  const [broken, setBroken] = useState<'unknown' | 'expired'>();
  const [failures, setFailures] = useState(0);
  const [delivery, setDelivery] = useState<Delivery>({ state: 'idle' });
  const page = useRef<AbortController>(undefined);
  const isSending = useRef(false);

  useEffect(() => {
    const controller = new AbortController();
    page.current = controller;
    const { signal } = controller;
    const load = async (): Promise<void> => {
      const answer = await untilAnswered(() => askView(token), {
        onFailure: setFailures,
        signal,
        wait: waitForNetwork,
      });
      // What was said meanwhile brings a newer view with it.
      if (answer === undefined || isSending.current) return;
      setFailures(0);
      if (answer.ok) setView(answer.value);
      else if (answer.why === 'unknown' || answer.why === 'expired') setBroken(answer.why);
    };
    let loading: Promise<void> | undefined;
    const loadOnce = (): void => {
      if (document.visibilityState === 'hidden' || isSending.current) return;
      loading ??= load().finally(() => {
        loading = undefined;
      });
    };
    loadOnce();
    const timer = setInterval(loadOnce, REFRESH_MS);
    document.addEventListener('visibilitychange', loadOnce);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', loadOnce);
      controller.abort();
    };
  }, [token]);

  const send = useCallback(
    async (body: AnswerBody, signal: AbortSignal): Promise<void> => {
      setDelivery({ state: 'sending', failures: 0 });
      const answer = await untilAnswered(() => sendAnswer(token, body), {
        onFailure: (times) => {
          setDelivery({ state: 'sending', failures: times });
        },
        signal,
        wait: waitForNetwork,
      });
      if (answer === undefined) return;
      if (answer.ok) {
        const { result, ...next } = answer.value;
        setView(next);
        setDelivery({ state: 'done', result });
      } else if (answer.why === 'unknown' || answer.why === 'expired') setBroken(answer.why);
      else setDelivery({ state: 'refused' });
    },
    [token],
  );

  const say = useCallback(
    (body: AnswerBody): void => {
      const signal = page.current?.signal;
      if (isSending.current || signal === undefined) return;
      isSending.current = true;
      void send(body, signal).finally(() => {
        isSending.current = false;
      });
    },
    [send],
  );

  return { view, broken, failures, delivery, say };
}
