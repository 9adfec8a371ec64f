import { sql, type Kysely } from 'kysely';

/** Escalation, notifications, answers, device commands, maintenance, the chained audit trail. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table users add phone text, add email text, add locale text not null default 'zh-CN'`,
  `alter table contacts
     add locale text not null default 'zh-CN',
     add preferred_channels text[] not null default '{}',
     add quiet_from text,
     add quiet_to text`,
  // The home whose button the platform presses itself. It is nobody's: lists and screens leave it out.
  `alter table homes add canary boolean not null default false`,

  // Every change is a new version; steps null means "from now on what is inherited".
  `create table policies (
     id uuid primary key,
     area_id uuid references areas on delete cascade,
     priority smallint not null,
     version integer not null,
     steps jsonb,
     created_by uuid not null,
     created_at timestamptz not null default now())`,
  `create unique index policies_version on policies (area_id, priority, version) nulls not distinct`,

  `create table duties (
     id uuid primary key,
     user_id uuid not null references users on delete cascade,
     starts_at timestamptz not null,
     ends_at timestamptz not null check (ends_at > starts_at))`,
  `create index duties_user on duties (user_id, ends_at)`,

  `create table webhooks (
     id uuid primary key,
     area_id uuid references areas on delete cascade,
     name text not null,
     url text not null,
     secret text not null,
     format text not null,
     created_at timestamptz not null default now())`,

  `create table push_subscriptions (
     id uuid primary key,
     user_id uuid not null references users on delete cascade,
     endpoint text not null unique,
     p256dh text not null,
     auth text not null,
     created_at timestamptz not null default now())`,
  `create index push_subscriptions_user on push_subscriptions (user_id)`,

  `create table maintenance (
     id uuid primary key,
     scope text not null,
     scope_id uuid not null,
     mode text not null,
     reason text not null,
     owner_id uuid not null,
     starts_at timestamptz not null,
     ends_at timestamptz not null check (ends_at > starts_at),
     ended_at timestamptz,
     ended_by uuid)`,
  `create index maintenance_running on maintenance (ends_at) where ended_at is null`,

  `alter table incidents
     add policy jsonb,
     add escalation_round integer not null default 0,
     add escalation_offset integer,
     add acknowledged_kind text,
     add acknowledged_name text,
     add maintenance_id uuid references maintenance`,
  `create index incidents_maintenance on incidents (maintenance_id) where maintenance_id is not null`,
  `alter table incident_events add by_name text, add detail jsonb`,
  // offset_s: the place in the policy, in seconds, that this deadline stands for. set_at: when it was written, so
  // that a clock which has gone backwards since is noticed.
  `alter table deadlines add offset_s integer not null default 0, add set_at timestamptz not null default now()`,

  `create table notifications (
     id uuid primary key,
     incident_id uuid not null references incidents,
     purpose text not null,
     round integer not null,
     priority smallint not null,
     recipient_kind text not null,
     recipient_id uuid not null,
     recipient_name text not null,
     person text not null,
     channel text not null,
     fallbacks text[] not null default '{}',
     state text not null default 'queued',
     attempts integer not null default 0,
     created_at timestamptz not null,
     due_at timestamptz not null,
     claimed_at timestamptz,
     sent_at timestamptz,
     finished_at timestamptz,
     provider_id text,
     code text,
     reason text,
     answer text,
     taken_by text,
     unique (incident_id, purpose, round, recipient_id, channel))`,
  `create index notifications_due on notifications (due_at) where state in ('queued', 'sending')`,
  `create index notifications_provider on notifications (provider_id) where provider_id is not null`,

  // Only the hash: who reads the table cannot answer for anybody.
  `create table answer_links (
     token_hash bytea primary key,
     notification_id uuid not null references notifications,
     incident_id uuid not null references incidents,
     contact_id uuid not null,
     created_at timestamptz not null,
     expires_at timestamptz not null)`,
  `create index answer_links_incident on answer_links (incident_id)`,
  `create table answers (
     id uuid primary key,
     incident_id uuid not null references incidents,
     notification_id uuid not null references notifications,
     contact_id uuid not null,
     answer text not null,
     via text not null,
     link bytea references answer_links,
     at timestamptz not null)`,
  // A call and a text message have no link: what was said to one notification counts once, however it was said.
  `create unique index answers_once on answers (notification_id, answer)`,
  `create index answers_incident on answers (incident_id)`,

  `create table device_commands (
     id uuid primary key,
     seq bigint generated always as identity,
     target_id uuid not null,
     device_id uuid not null,
     incident_id uuid not null references incidents,
     stage text not null,
     created_at timestamptz not null,
     delivered_at timestamptz)`,
  `create index device_commands_pending on device_commands (target_id, seq) where delivered_at is null`,

  // Who is alive, told by themselves: sweeps, canary.
  `create table heartbeats (
     name text primary key,
     at timestamptz not null,
     detail jsonb not null default '{}')`,

  // Steps of the database's clock that deadlines were moved for; the sum in ms. One row.
  `create table clock_steps (
     id boolean primary key default true check (id),
     total_ms bigint not null default 0)`,
  `insert into clock_steps default values`,

  `alter table audit add chain_seq bigint unique, add hash bytea`,
  `create index audit_unchained on audit (id) where chain_seq is null`,
  // What is written stays: only the chain may be added to a row, once.
  `create function audit_is_append_only() returns trigger language plpgsql as $$
   begin
     if tg_op = 'UPDATE' and old.chain_seq is null and new.chain_seq is not null and new.hash is not null
        and (new.id, new.at, new.actor, new.action, new.subject, new.home_id, new.detail)
            is not distinct from (old.id, old.at, old.actor, old.action, old.subject, old.home_id, old.detail) then
       return new;
     end if;
     raise exception 'the audit trail can only be added to';
   end $$`,
  `create trigger audit_append_only before update or delete on audit
     for each row execute function audit_is_append_only()`,
  `create trigger audit_no_truncate before truncate on audit
     for each statement execute function audit_is_append_only()`,
  `create index audit_home on audit (home_id, id) where home_id is not null`,
];
