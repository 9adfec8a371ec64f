import { sql, type Kysely } from 'kysely';

/**
 * What a device last said of itself, whether its home is protected, and where an area ends. Whatever can change a home's
 * state leaves a note in `home_looks`; notes are only ever added, so nobody who writes an incident waits for anybody.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table areas add boundary jsonb`,
  `create index homes_place on homes (lat, lng) where lat is not null`,

  // Room on each page, and no index on what every reading changes: an update stays where the row was (HOT).
  `create table device_status (
     device_id uuid primary key references devices on delete cascade,
     last_heard_at timestamptz,
     battery smallint,
     battery_at timestamptz,
     link_quality smallint,
     online boolean,
     online_at timestamptz) with (fillfactor = 70)`,

  `create table home_protection (
     home_id uuid primary key references homes on delete cascade,
     state text not null,
     reasons jsonb not null,
     since timestamptz not null,
     changed_at timestamptz not null,
     look_at timestamptz)`,
  `create index home_protection_look on home_protection (look_at) where look_at is not null`,
  `create index home_protection_changed on home_protection (changed_at)`,
  `create index home_protection_wanting on home_protection (since) where state <> 'protected'`,

  `create table home_looks (home_id uuid not null, at timestamptz not null default now())`,
  `insert into home_looks (home_id) select id from homes`,

  `create function look_at_home() returns trigger language plpgsql as $$
   begin
     insert into home_looks (home_id) values (new.home_id);
     return null;
   end $$`,
  `create function look_at_this_home() returns trigger language plpgsql as $$
   begin
     insert into home_looks (home_id) values (new.id);
     return null;
   end $$`,
  `create function look_at_home_left() returns trigger language plpgsql as $$
   begin
     insert into home_looks (home_id) values (old.home_id);
     return null;
   end $$`,
  `create function look_at_homes_maintained() returns trigger language plpgsql as $$
   begin
     insert into home_looks (home_id)
       select h.id from homes h where new.scope = 'home' and h.id = new.scope_id
       union all
       select d.home_id from devices d where new.scope = 'device' and d.id = new.scope_id
       union all
       select h.id from areas a join homes h on h.area_id = a.id
         where new.scope = 'area' and a.path @> array[new.scope_id];
     return null;
   end $$`,
  `create function look_at_homes_moved() returns trigger language plpgsql as $$
   begin
     insert into home_looks (home_id) select h.id from homes h where h.area_id = new.id;
     return null;
   end $$`,

  `create trigger homes_look after insert or update of area_id on homes
     for each row execute function look_at_this_home()`,
  `create trigger devices_look after insert or update of home_id, kind, room, gateway_id on devices
     for each row execute function look_at_home()`,
  `create trigger devices_left after delete or update of home_id on devices
     for each row execute function look_at_home_left()`,
  `create trigger incidents_look after insert on incidents
     for each row when (new.class = 'technical') execute function look_at_home()`,
  `create trigger incidents_changed_look after update of type, state on incidents
     for each row when (new.class = 'technical' and (old.state is distinct from new.state or old.type <> new.type))
     execute function look_at_home()`,
  `create trigger maintenance_look after insert or update on maintenance
     for each row execute function look_at_homes_maintained()`,
  `create trigger areas_look after update of path on areas
     for each row when (old.path is distinct from new.path) execute function look_at_homes_moved()`,
];
