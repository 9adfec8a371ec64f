import { useTranslation } from 'react-i18next';
import type { Notification } from '../../../contracts/notification.ts';
import { calls } from '../i18n/en/calls.ts';
import { useCodeWord } from './use-code-word.ts';

/** How a call went, in words: its state, and what was answered or why it failed. */
export function useCallWords({ state, code, reason, answer }: Notification): {
  state: string;
  detail: string | undefined;
} {
  const { t } = useTranslation();
  const codeWord = useCodeWord();
  return { state: t(`calls.state.${state}`), detail: detailOf() };

  function detailOf(): string | undefined {
    if (state === 'answered' && answer !== undefined)
      return isAnswer(answer) ? t(`calls.answer.${answer}`) : answer;
    // A reason that has no words of ours is better read in English than not at all.
    if (state === 'failed') return codeWord(code) ?? reason ?? code;
    return undefined;
  }
}

function isAnswer(answer: string): answer is keyof typeof calls.answer {
  return Object.hasOwn(calls.answer, answer);
}
