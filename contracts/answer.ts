import { z } from 'zod';
import { alarmTypeSchema, prioritySchema } from './alarm.ts';
import { conditionSchema, type Condition } from './answer-words.ts';
import { dispositionSchema } from './incident.ts';
import { localeSchema } from './notification.ts';
import { relationSchema } from './people.ts';

/** What somebody who was called can say. */
export const ANSWERS = ['going', 'cannot', 'false_alarm', 'arrived', 'outcome'] as const;
export const answerSchema = z.enum(ANSWERS);
export type Answer = z.infer<typeof answerSchema>;

/** What a person sends. Not strict: one field too many must not keep anybody from saying that they are going. */
export const answerBodySchema = z.discriminatedUnion('answer', [
  z.object({ answer: answerSchema.exclude(['outcome']), note: noteField() }),
  z.object({ answer: z.literal('outcome'), condition: conditionSchema, note: noteField() }),
]);
export type AnswerBody = z.infer<typeof answerBodySchema>;

/**
 * How an answer is remembered. Each outcome counts by itself: that she was well and now is not is news, not a
 * repetition.
 */
export type RecordedAnswer = Exclude<Answer, 'outcome'> | `outcome_${Condition}`;

export function recordedAnswer(body: AnswerBody): RecordedAnswer {
  return body.answer === 'outcome' ? `outcome_${body.condition}` : body.answer;
}

/** The other way round. */
export function answerOfRecorded(recorded: RecordedAnswer): { answer: Answer; condition?: Condition } {
  switch (recorded) {
    case 'outcome_well':
      return { answer: 'outcome', condition: 'well' };
    case 'outcome_needs_help':
      return { answer: 'outcome', condition: 'needs_help' };
    case 'outcome_emergency_called':
      return { answer: 'outcome', condition: 'emergency_called' };
    case 'going':
    case 'cannot':
    case 'false_alarm':
    case 'arrived':
      return { answer: recorded };
  }
}

/** One who goes, or is there, or has said that it was nothing. */
const helperSchema = z.object({
  name: z.string(),
  relation: relationSchema,
  stage: z.enum(['going', 'there', 'false_alarm']),
});
export type Helper = z.infer<typeof helperSchema>;

/**
 * What the reader of a link sees: enough to go there, and no more. Nothing about health, no telephone number of
 * anybody, no other incident.
 */
export const answerViewSchema = z.object({
  /** `waiting`: nobody has it yet; `closed`: the dispatch centre has closed it */
  state: z.enum(['waiting', 'taken', 'closed']),
  type: alarmTypeSchema,
  priority: prioritySchema,
  openedAt: z.iso.datetime(),
  /** IANA name, of the home: times are shown in it */
  timezone: z.string(),
  address: z.string(),
  residents: z.array(z.string()),
  room: z.string().optional(),
  /** who has the key, by name */
  keyHolder: z.string().optional(),
  you: z.object({ name: z.string(), relation: relationSchema.optional() }),
  /** what the reader is written to in */
  locale: localeSchema,
  /** where this reader was asked by name to go: whoever else has it, this is for them */
  request: z.object({ byName: z.string(), instructions: z.string().optional() }).optional(),
  /** whether an operator of the dispatch centre has it */
  centre: z.boolean(),
  /** others who are going or there, while somebody has it */
  helpers: z.array(helperSchema),
  /** what this reader has said about this incident, oldest first */
  answered: z.array(
    z.object({ answer: answerSchema, condition: conditionSchema.optional(), at: z.iso.datetime() }),
  ),
  /** what makes sense to say now, the likeliest first */
  possible: z.array(answerSchema),
  /** outcomes that this link has not reported yet */
  conditions: z.array(conditionSchema),
  disposition: dispositionSchema.optional(),
  expiresAt: z.iso.datetime(),
});
export type AnswerView = z.infer<typeof answerViewSchema>;

/**
 * What became of an answer. `already`: this link has said so before, nothing has changed; `closed`: the incident was
 * over, nothing was recorded.
 */
export const ANSWER_RESULTS = ['recorded', 'already', 'closed'] as const;
export type AnswerResult = (typeof ANSWER_RESULTS)[number];
export const answeredViewSchema = answerViewSchema.extend({ result: z.enum(ANSWER_RESULTS) });
export type AnsweredView = z.infer<typeof answeredViewSchema>;

function noteField() {
  return z.string().trim().max(500).optional();
}
