import type { Transaction } from 'kysely';
import {
  recordedAnswer,
  type AnswerBody,
  type AnswerResult,
  type RecordedAnswer,
} from '../contracts/answer.ts';
import type { AnsweredVia } from '../contracts/answer-words.ts';
import { AnjuError } from '../contracts/errors.ts';
import type { Actor } from '../contracts/incident-transition.ts';
import { findAnswerLink } from './answer-links.ts';
import { applyActionIn, type PersonAction } from './apply-transition.ts';
import { findCalled, type Called } from './find-called.ts';
import { lockIncident } from './lock-incident.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';

export interface GivenAnswer {
  /** the link that was opened, or the notification that a key or a text message answers */
  by: { token: string } | { notificationId: string };
  body: AnswerBody;
  via: AnsweredVia;
}

/** A call or text message is answered while it is fresh, as a link is. */
const ANSWERABLE_MS = 86_400_000;

/**
 * What somebody who was called says, in one transaction: the answer, what it means for the incident (with event, audit
 * row, stand-down of the others), the notification, and no further call to this person. Said twice it counts once;
 * of two who say it at the same moment one holds the incident, and both are on record.
 * @param now epoch ms
 * @throws AnjuError `answer_link_unknown`, `answer_link_expired`; `not_found` for a notification that nobody can
 * answer; nothing is written then
 */
export async function applyAnswer(
  store: Store,
  { by, body, via }: GivenAnswer,
  now: number,
): Promise<{ incidentId: string; result: AnswerResult }> {
  return store.transaction().execute(async (trx) => {
    const { called, link } = await whoAnswers(trx, by, now);
    const { notificationId, incidentId, actor } = called;
    const incident = await lockIncident(trx, (incidents) => incidents.where('id', '=', incidentId));
    if (incident?.facts.state === 'resolved') return { incidentId, result: 'closed' };
    const answer = recordedAnswer(body);
    if (isSaid(answer, await saidTo(trx, notificationId))) return { incidentId, result: 'already' };

    const at = new Date(now);
    await trx
      .insertInto('answers')
      .values({
        id: newId(),
        incident_id: incidentId,
        notification_id: notificationId,
        contact_id: actor.id,
        answer,
        via,
        link,
        at,
      })
      .execute();
    const condition = body.answer === 'outcome' ? { condition: body.condition } : {};
    await applyActionIn(
      trx,
      {
        incidentId,
        action: actionOf(body, actor),
        text: body.note || undefined,
        detail: { via, ...condition },
      },
      now,
    );
    await trx
      .updateTable('notifications')
      .set({ state: 'answered', answer, finished_at: at })
      .where('id', '=', notificationId)
      .execute();
    await trx
      .updateTable('notifications')
      .set({ state: 'cancelled', finished_at: at })
      .where('incident_id', '=', incidentId)
      .where('recipient_id', '=', actor.id)
      .where('purpose', 'in', ['alarm', 'dispatch'])
      .where('state', '=', 'queued')
      .execute();
    return { incidentId, result: 'recorded' };
  });
}

async function whoAnswers(
  trx: Transaction<Tables>,
  by: GivenAnswer['by'],
  now: number,
): Promise<{ called: Called; link: Buffer | null }> {
  if ('token' in by) {
    const link = await findAnswerLink(trx, by.token, now);
    const called = await findCalled(trx, link.notificationId);
    if (called === undefined) throw new AnjuError('answer_link_unknown', 'no message has this link');
    return { called, link: link.hash };
  }
  const called = await findCalled(trx, by.notificationId);
  if (called === undefined || now - called.calledAt.getTime() > ANSWERABLE_MS) {
    throw new AnjuError('not_found', `notification ${by.notificationId} can not be answered`);
  }
  return { called, link: null };
}

async function saidTo(trx: Transaction<Tables>, notificationId: string): Promise<RecordedAnswer[]> {
  const rows = await trx
    .selectFrom('answers')
    .select('answer')
    .where('notification_id', '=', notificationId)
    .execute();
  return rows.map(({ answer }) => answer);
}

/** Who has arrived was going, so "going" that comes late (a phone without signal on the stairs) is no news. */
function isSaid(answer: RecordedAnswer, said: readonly RecordedAnswer[]): boolean {
  const isThere = said.some((each) => each === 'arrived' || each.startsWith('outcome_'));
  return said.includes(answer) || (answer === 'going' && isThere);
}

function actionOf(body: AnswerBody, by: Actor): PersonAction['action'] {
  switch (body.answer) {
    case 'going':
    case 'cannot':
      return { kind: body.answer, by };
    case 'false_alarm':
      return { kind: 'false_alarm_reported', by };
    case 'arrived':
      return { kind: 'contact_arrived', by };
    case 'outcome':
      return { kind: 'outcome', by, needsHelp: body.condition === 'needs_help' };
  }
}
