import { sql } from 'kysely';
import type { AlarmType, Priority } from '../contracts/alarm.ts';
import { answerOfRecorded, type AnswerView, type Helper, type RecordedAnswer } from '../contracts/answer.ts';
import { AnjuError } from '../contracts/errors.ts';
import type { Disposition, IncidentState } from '../contracts/incident.ts';
import type { Relation } from '../contracts/people.ts';
import { possibleAnswers } from '../contracts/possible-answers.ts';
import { findAnswerLink } from './answer-links.ts';
import { findCalled, type Called } from './find-called.ts';
import type { Store } from './open-store.ts';

interface Row {
  type: AlarmType;
  priority: Priority;
  state: IncidentState;
  opened_at: Date;
  acknowledged_kind: 'user' | 'contact' | null;
  acknowledged_by: string | null;
  called_again_at: Date;
  disposition: Disposition | null;
  address: string;
  timezone: string;
  residents: string[] | null;
  room: string | null;
  key_holder: string | null;
  answers: {
    answer: RecordedAnswer;
    at: string;
    person: string;
    notification: string;
    name: string | null;
    relation: Relation | null;
  }[];
}

/**
 * What the reader of a link sees, by contracts/answer.ts.
 * @param now epoch ms
 * @throws AnjuError `answer_link_unknown`, `answer_link_expired`
 */
export async function readAnswerView(store: Store, token: string, now: number): Promise<AnswerView> {
  const link = await findAnswerLink(store, token, now);
  const called = await findCalled(store, link.notificationId);
  const row = called && (await readRow(store, called));
  if (called === undefined || row === undefined) {
    throw new AnjuError('answer_link_unknown', 'no message has this link');
  }
  return toView(row, called, link.expiresAt);
}

async function readRow(store: Store, { incidentId, actor }: Called): Promise<Row | undefined> {
  const result = await sql<Row>`
    select i.type, i.priority, i.state, i.opened_at, i.acknowledged_kind, i.acknowledged_by, i.disposition,
      h.address, h.timezone,
      (select array_agg(r.name order by r.created_at, r.id) from residents r where r.home_id = h.id) as residents,
      (select d.room from incident_events e join devices d on d.id = e.device_id
       where e.incident_id = i.id and e.alarm_id is not null and d.room is not null
       order by e.seq desc limit 1) as room,
      (select k.name from contacts k where k.home_id = h.id and k.relation = 'key_holder'
       order by k.id = ${actor.id}::uuid desc, k.call_order, k.id limit 1) as key_holder,
      greatest(i.raised_at, (select max(e.at) from incident_events e where e.incident_id = i.id
                             and e.type in ('released', 'lease_expired'))) as called_again_at,
      (select coalesce(json_agg(json_build_object('answer', s.answer, 'at', s.at, 'person', s.contact_id,
                         'notification', s.notification_id, 'name', c.name, 'relation', c.relation)
                         order by s.at, s.id), '[]')
       from answers s left join contacts c on c.id = s.contact_id where s.incident_id = i.id) as answers
    from incidents i join homes h on h.id = i.home_id
    where i.id = ${incidentId}`.execute(store);
  return result.rows[0];
}

function toView(row: Row, called: Called, expiresAt: Date): AnswerView {
  const closed = row.state === 'resolved';
  const open = row.state === 'open';
  const mine = row.answers.filter(({ person }) => person === called.actor.id);
  const said = mine.filter(({ notification }) => notification === called.notificationId);
  return {
    state: closed ? 'closed' : open ? 'waiting' : 'taken',
    type: row.type,
    priority: row.priority,
    openedAt: row.opened_at.toISOString(),
    timezone: row.timezone,
    address: row.address,
    residents: row.residents ?? [],
    ...(row.room !== null && { room: row.room }),
    ...(row.key_holder !== null && { keyHolder: row.key_holder }),
    you: { name: called.name, ...(called.relation && { relation: called.relation }) },
    locale: called.locale,
    ...(called.request && { request: called.request }),
    centre: !open && row.acknowledged_kind === 'user' && row.acknowledged_by !== called.actor.id,
    helpers: open || closed ? [] : helpersOf(row, called),
    answered: mine.map(({ answer, at }) => ({ ...answerOfRecorded(answer), at: new Date(at).toISOString() })),
    ...possibleAnswers({
      open,
      closed,
      answered: mine.map(({ answer }) => answer),
      said: said.map(({ answer }) => answer),
    }),
    ...(row.disposition && { disposition: row.disposition }),
    expiresAt: expiresAt.toISOString(),
  };
}

/** The last word of each other contact, where it still counts: said since the incident last began to call. */
function helpersOf(row: Row, called: Called): Helper[] {
  const last = new Map(row.answers.map((answer) => [answer.person, answer]));
  return [...last.values()].flatMap(({ person, answer, at, name, relation }) => {
    const counts = new Date(at).getTime() >= row.called_again_at.getTime();
    const stage = stageOf(answer);
    if (person === called.actor.id || !counts || !stage || name === null || relation === null) return [];
    return [{ name, relation, stage }];
  });
}

function stageOf(answer: RecordedAnswer): Helper['stage'] | undefined {
  switch (answer) {
    case 'going':
    case 'false_alarm':
      return answer;
    case 'cannot':
      return undefined;
    case 'arrived':
    case 'outcome_well':
    case 'outcome_needs_help':
    case 'outcome_emergency_called':
      return 'there';
  }
}
