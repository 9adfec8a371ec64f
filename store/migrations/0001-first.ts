import { sql, type Kysely } from 'kysely';

/** The first schema. Later changes are new files; this one never changes again once it has landed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table areas (
     id uuid primary key,
     name text not null,
     parent_id uuid references areas,
     path uuid[] not null,
     created_at timestamptz not null default now())`,
  `create index areas_path on areas using gin (path)`,

  `create table homes (
     id uuid primary key,
     area_id uuid not null references areas,
     address text not null,
     lat double precision,
     lng double precision,
     timezone text not null default 'Asia/Shanghai',
     created_at timestamptz not null default now())`,
  `create index homes_area on homes (area_id)`,

  `create table residents (
     id uuid primary key,
     home_id uuid not null references homes on delete cascade,
     name text not null,
     birth_date text,
     phone text,
     lives_alone boolean not null default true,
     conditions text[] not null default '{}',
     created_at timestamptz not null default now())`,
  `create index residents_home on residents (home_id)`,

  `create table contacts (
     id uuid primary key,
     home_id uuid not null references homes on delete cascade,
     name text not null,
     relation text not null,
     phone text,
     email text,
     call_order integer not null default 1,
     created_at timestamptz not null default now())`,
  `create index contacts_home on contacts (home_id)`,

  `create table devices (
     id uuid primary key,
     home_id uuid not null references homes,
     kind text not null,
     room text,
     model text,
     gateway_id uuid references devices,
     ieee_address text,
     friendly_name text,
     secret_hash bytea,
     clock_ahead_at timestamptz,
     created_at timestamptz not null default now())`,
  `create index devices_home on devices (home_id)`,
  `create unique index devices_ieee on devices (gateway_id, ieee_address) where ieee_address is not null`,
  `create unique index devices_friendly on devices (gateway_id, friendly_name) where friendly_name is not null`,

  `create table users (
     id uuid primary key,
     username text not null,
     name text not null,
     password_hash text not null,
     roles text[] not null,
     area_ids uuid[] not null default '{}',
     home_ids uuid[] not null default '{}',
     created_at timestamptz not null default now())`,
  `create unique index users_username on users (lower(username))`,

  `create table sessions (
     id text primary key,
     user_id uuid references users on delete cascade,
     data jsonb not null,
     expires_at timestamptz not null)`,
  `create index sessions_user on sessions (user_id)`,
  `create index sessions_expiry on sessions (expires_at)`,

  `create table incidents (
     id uuid primary key,
     home_id uuid not null references homes,
     class text not null,
     device_id uuid,
     type text not null,
     priority smallint not null,
     state text not null,
     opened_at timestamptz not null,
     raised_at timestamptz not null,
     resolved_at timestamptz,
     acknowledged_by uuid,
     acknowledged_at timestamptz,
     lease_until timestamptz,
     disposition text,
     version integer not null default 1,
     updated_at timestamptz not null)`,
  // One open life-safety incident per home, one technical per device: the database itself says no to a second.
  `create unique index incidents_open_home on incidents (home_id) where state <> 'resolved' and class = 'safety'`,
  `create unique index incidents_open_device on incidents (device_id) where state <> 'resolved' and class = 'technical'`,
  `create index incidents_history on incidents (home_id, opened_at desc)`,
  `create index incidents_recent on incidents (opened_at desc, id desc)`,
  `create index incidents_updated on incidents (updated_at)`,
  `create index incidents_active on incidents (priority, raised_at) where state <> 'resolved'`,

  `create table incident_events (
     id uuid primary key,
     seq bigint generated always as identity,
     incident_id uuid not null references incidents,
     type text not null,
     at timestamptz not null,
     received_at timestamptz not null,
     device_id uuid,
     alarm_id text unique,
     test boolean not null default false,
     cause jsonb,
     by_user uuid,
     text text,
     disposition text)`,
  `create index incident_events_incident on incident_events (incident_id, seq)`,

  `create table deadlines (
     incident_id uuid not null references incidents,
     kind text not null,
     step integer not null default 1,
     due_at timestamptz not null,
     primary key (incident_id, kind))`,
  `create index deadlines_due on deadlines (due_at)`,

  `create table audit (
     id bigint generated always as identity primary key,
     at timestamptz not null default now(),
     actor text not null,
     action text not null,
     subject text not null,
     home_id uuid,
     detail jsonb not null default '{}')`,
  `create index audit_subject on audit (subject, id)`,

  `create table quarantine (
     id text primary key,
     received_at timestamptz not null,
     client_id text not null,
     home_id uuid,
     topic text not null,
     payload bytea not null,
     code text not null,
     detail text not null)`,
  `create index quarantine_recent on quarantine (received_at desc, id desc)`,
  `create index quarantine_client on quarantine (client_id, received_at desc)`,
];
