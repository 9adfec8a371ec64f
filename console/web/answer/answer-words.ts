import type { AlarmType } from '../../../contracts/alarm.ts';
import type { Answer, AnswerResult, Helper } from '../../../contracts/answer.ts';
import type { Condition } from '../../../contracts/answer-words.ts';
import type { Disposition } from '../../../contracts/incident.ts';
import type { Relation } from '../../../contracts/people.ts';

/** Everything that the page says. `{{…}}` is filled in. */
export interface Words {
  app: string;
  language: string;
  loading: string;
  loadingSlow: string;
  /** what happened, in one sentence */
  happened: Record<AlarmType, string>;
  somebody: string;
  listSeparator: string;
  time: string;
  justNow: string;
  where: string;
  room: string;
  key: string;
  keyYours: string;
  map: string;
  mapHint: string;
  who: string;
  nobody: string;
  centre: string;
  /** somebody asked the reader by name */
  asked: string;
  todo: string;
  helper: Record<Helper['stage'], string>;
  you: Record<Helper['stage'], string>;
  person: string;
  relation: Record<Relation, string>;
  ask: string;
  askNext: string;
  askOutcome: string;
  askChanged: string;
  nothingLeft: string;
  answer: Record<Exclude<Answer, 'outcome'>, string>;
  stillGoing: string;
  condition: Record<Condition, string>;
  note: string;
  youSaid: string;
  sending: string;
  retrying: string;
  result: Record<AnswerResult, string>;
  refused: string;
  closed: string;
  disposition: Record<Disposition, string>;
  broken: Record<'unknown' | 'expired', { title: string; text: string }>;
  emergency: string;
}
