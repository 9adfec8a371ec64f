import { sql } from 'kysely';
import type { Store } from './open-store.ts';

interface Row {
  subject: string;
  detail: Record<string, unknown>;
}

/** Whom or what a row is about: of a duty the person who has it, for a duty itself has no name. */
export function subjectOf({ subject, detail }: Row): string {
  return subject.startsWith('duty:') && typeof detail['userId'] === 'string'
    ? `user:${detail['userId']}`
    : subject;
}

/** What the subjects of rows of the audit trail are called now, by `thing:id`; who is gone has no name any more. */
export async function nameSubjects(store: Store, rows: readonly Row[]): Promise<Map<string, string>> {
  const idsOf = (thing: string): string[] => [
    ...new Set(
      rows.flatMap((row) => {
        const [name, id = ''] = subjectOf(row).split(':', 2);
        return name === thing && UUID.test(id) ? [id] : [];
      }),
    ),
  ];
  const { rows: found } = await sql<{ subject: string; name: string }>`
    select 'home:' || id as subject, address as name from homes where id = any(${idsOf('home')}::uuid[])
    union all select 'area:' || id, name from areas where id = any(${idsOf('area')}::uuid[])
    union all select 'user:' || id, name from users where id = any(${idsOf('user')}::uuid[])
    union all select 'resident:' || id, name from residents where id = any(${idsOf('resident')}::uuid[])
    union all select 'contact:' || id, name from contacts where id = any(${idsOf('contact')}::uuid[])
    union all select 'service:' || id, name from services where id = any(${idsOf('service')}::uuid[])
    union all select 'webhook:' || id, name from webhooks where id = any(${idsOf('webhook')}::uuid[])
    union all select 'device:' || d.id, h.address || coalesce(' · ' || d.room, '')
      from devices d join homes h on h.id = d.home_id where d.id = any(${idsOf('device')}::uuid[])
    union all select 'incident:' || i.id, h.address
      from incidents i join homes h on h.id = i.home_id where i.id = any(${idsOf('incident')}::uuid[])`.execute(
    store,
  );
  return new Map(found.map(({ subject, name }) => [subject, name]));
}
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
