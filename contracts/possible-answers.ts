import type { Answer, RecordedAnswer } from './answer.ts';
import { CONDITIONS, type Condition } from './answer-words.ts';

/**
 * What makes sense to say now, the likeliest first: going, then arrived, then how it is. A link says each thing once,
 * so what it has said is not offered again.
 * @param answered all that this person has said about this incident, oldest first
 * @param said what was said by this link or message
 * @param open whether nobody has the incident: who had said that they were going can say it again
 */
export function possibleAnswers({
  open,
  closed,
  answered,
  said,
}: {
  open: boolean;
  closed: boolean;
  answered: readonly RecordedAnswer[];
  said: readonly RecordedAnswer[];
}): { possible: Answer[]; conditions: Condition[] } {
  const conditions = closed ? [] : CONDITIONS.filter((condition) => !said.includes(`outcome_${condition}`));
  const isLeft = (answer: Answer): boolean =>
    answer === 'outcome' ? conditions.length > 0 : !said.includes(answer);
  const possible = closed ? [] : sensible(answered.at(-1), open).filter(isLeft);
  return { possible, conditions: possible.includes('outcome') ? conditions : [] };
}

function sensible(last: RecordedAnswer | undefined, open: boolean): Answer[] {
  switch (last) {
    case undefined:
      return ['going', 'cannot', 'false_alarm', 'arrived'];
    case 'going':
      return open ? ['going', 'arrived', 'cannot', 'false_alarm'] : ['arrived', 'cannot', 'false_alarm'];
    case 'cannot':
      return ['going', 'arrived', 'false_alarm'];
    case 'false_alarm':
      return ['going', 'arrived', 'cannot'];
    case 'arrived':
      return ['outcome', 'false_alarm'];
    case 'outcome_well':
    case 'outcome_needs_help':
    case 'outcome_emergency_called':
      return ['outcome'];
  }
}
