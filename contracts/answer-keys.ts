import type { AnswerBody } from './answer.ts';

/** What the texts ask for: 1 I am going, 2 I cannot, 3 it was a false alarm. */
const KEYS: ReadonlyMap<string, AnswerBody> = new Map([
  ['1', { answer: 'going' }],
  ['2', { answer: 'cannot' }],
  ['3', { answer: 'false_alarm' }],
]);

/** The answer behind a key pressed in a call; undefined for any other key. */
export function answerOfKey(digit: string): AnswerBody | undefined {
  return KEYS.get(digit);
}

/**
 * The answer of a text message: one digit and nothing else but marks around it, of whatever width. "3分钟到" (there in
 * three minutes) is no report of a false alarm.
 */
export function answerOfText(text: string): AnswerBody | undefined {
  const bare = text.normalize('NFKC').replaceAll(/[\s\p{P}\p{S}]/gu, '');
  return answerOfKey(bare);
}
