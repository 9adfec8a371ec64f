import { sql, type Kysely } from 'kysely';

/** What an operator needs to know of a home, whom they can send there, and the orders that come of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table homes add access text`,
  `alter table residents add mobility text, add language text, add notes text`,

  `create table services (
     id uuid primary key,
     area_id uuid references areas,
     kind text not null,
     name text not null,
     phone text not null,
     created_at timestamptz not null default now())`,
  `create index services_area on services (area_id)`,

  // One row a day that every order of the day counts up: a number is given once, in order, without gaps.
  `create table dispatch_days (day text primary key, last integer not null)`,
  `create table dispatches (
     id uuid primary key,
     number text not null unique,
     incident_id uuid not null references incidents,
     to_kind text not null,
     to_id uuid not null,
     to_name text not null,
     service_kind text,
     instructions text,
     by_user uuid not null,
     at timestamptz not null,
     done_at timestamptz,
     done_by uuid)`,
  `create index dispatches_incident on dispatches (incident_id, at)`,

  `alter table notifications add dispatch_id uuid references dispatches`,
  // The same person may be sent twice in one round: each order is a message of its own.
  `do $$
   declare rule text;
   begin
     select conname into strict rule from pg_constraint
     where conrelid = 'notifications'::regclass and contype = 'u';
     execute format('alter table notifications drop constraint %I', rule);
   end $$`,
  `create unique index notifications_once on notifications
     (incident_id, purpose, round, recipient_id, channel,
      coalesce(dispatch_id, '00000000-0000-0000-0000-000000000000'::uuid))`,
];
