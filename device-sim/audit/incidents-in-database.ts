import { Client } from 'pg';
import { prioritySchema } from '../../contracts/alarm.ts';
import { policySchema } from '../../contracts/policy.ts';
import { SimError } from '../sim-error.ts';
import type { AlarmEvent } from './judge-alarms.ts';
import type { IncidentRow } from './judge-escalation.ts';

/** Rows that are fetched at once. */
const CHUNK = 10_000;
/** A claim runs out after 30 s; whatever has been due for longer than this is in nobody's hands. */
const STUCK_S = 90;

export interface IncidentsInDatabase {
  /** where devices are registered */
  homesOf: (devices: readonly string[]) => Promise<Map<string, string>>;
  /** alarms of these devices that arrived from `from` on, epoch ms */
  alarmsOf: (devices: readonly string[], from: number) => Promise<AlarmEvent[]>;
  incidents: (ids: readonly string[]) => Promise<IncidentRow[]>;
  /** the database's clock, epoch ms, and by how much it has been set so far */
  clock: () => Promise<{ now: number; steppedMs: number }>;
  close: () => Promise<void>;
}

/**
 * Reads what became of alarms from PostgreSQL, with queries of its own: a fault in the platform's must not hide here.
 * @throws SimError when it cannot be reached
 */
export async function openIncidentsInDatabase(databaseUrl: string): Promise<IncidentsInDatabase> {
  const client = new Client({ connectionString: databaseUrl });
  try {
    await client.connect();
  } catch (error) {
    const { host } = new URL(databaseUrl);
    throw new SimError(
      `PostgreSQL does not answer at ${host}: ${(error as Error).message}; set DATABASE_URL`,
      {
        cause: error,
      },
    );
  }

  return {
    homesOf: async (devices) => {
      const { rows } = await client.query<{ id: string; home_id: string }>(
        'select id, home_id from devices where id::text = any($1::text[])',
        [devices],
      );
      return new Map(rows.map(({ id, home_id }) => [id, home_id]));
    },
    alarmsOf: async (devices, from) => {
      const events: AlarmEvent[] = [];
      await client.query('begin read only');
      try {
        await client.query(
          `declare alarms no scroll cursor for
           select e.id, e.incident_id, e.device_id, e.type, e.at, e.received_at, e.test,
                  i.home_id, i.priority, i.disposition
           from incident_events e left join incidents i on i.id = e.incident_id
           where e.alarm_id is not null and e.received_at >= $2 and e.device_id::text = any($1::text[])`,
          [devices, new Date(from)],
        );
        for (;;) {
          const { rows } = await client.query<EventRow>(`fetch ${CHUNK} from alarms`);
          for (const row of rows) events.push(toEvent(row));
          if (rows.length < CHUNK) return events;
        }
      } finally {
        await client.query('rollback');
      }
    },
    incidents: async (ids) => {
      const found: IncidentRow[] = [];
      for (let from = 0; from < ids.length; from += CHUNK) {
        const { rows } = await client.query<Row>(INCIDENTS, [ids.slice(from, from + CHUNK), STUCK_S]);
        for (const row of rows) found.push(toIncident(row));
      }
      return found;
    },
    clock: async () => {
      const { rows } = await client.query<{ now: Date; total_ms: string }>(
        'select clock_timestamp() as now, (select total_ms from clock_steps) as total_ms',
      );
      return { now: rows[0]?.now.getTime() ?? 0, steppedMs: Number(rows[0]?.total_ms ?? 0) };
    },
    close: () => client.end(),
  };
}

interface EventRow {
  id: string;
  incident_id: string;
  device_id: string;
  type: string;
  at: Date;
  received_at: Date;
  test: boolean;
  home_id: string | null;
  priority: number | null;
  disposition: string | null;
}

function toEvent(row: EventRow): AlarmEvent {
  const { home_id: homeId, priority, disposition } = row;
  return {
    id: row.id,
    incidentId: row.incident_id,
    device: row.device_id,
    type: row.type,
    at: row.at.getTime(),
    receivedAt: row.received_at.getTime(),
    test: row.test,
    incident:
      homeId === null || priority === null
        ? undefined
        : { homeId, priority, disposition: disposition ?? undefined },
  };
}

const INCIDENTS = `
  select i.id, i.state, i.priority, i.opened_at, i.policy, i.maintenance_id is not null as under_maintenance,
    (select min(d.due_at) from deadlines d where d.incident_id = i.id) as due_at,
    (select array_agg(distinct e.type) from incident_events e where e.incident_id = i.id) as event_types,
    (select json_agg(json_build_object('offset', (e.detail->>'offset')::int,
                                       'at', extract(epoch from e.at) * 1000) order by e.seq)
     from incident_events e where e.incident_id = i.id and e.type = 'escalated') as rounds,
    (select array_agg(n.id || ' (' || n.channel || ', round ' || n.round || ', ' || n.state || ')')
     from notifications n
     where n.incident_id = i.id and n.purpose = 'alarm' and n.state in ('queued', 'sending')
       and n.due_at < clock_timestamp() - make_interval(secs => $2)) as stuck
  from incidents i where i.id = any($1::uuid[])`;

interface Row {
  id: string;
  state: string;
  priority: number;
  opened_at: Date;
  policy: unknown;
  under_maintenance: boolean;
  due_at: Date | null;
  event_types: string[] | null;
  rounds: { offset: number; at: number }[] | null;
  stuck: string[] | null;
}

function toIncident(row: Row): IncidentRow {
  return {
    id: row.id,
    state: row.state,
    priority: prioritySchema.parse(row.priority),
    openedAt: row.opened_at.getTime(),
    steps: policySchema.safeParse(row.policy).data?.steps,
    underMaintenance: row.under_maintenance,
    dueAt: row.due_at?.getTime(),
    eventTypes: row.event_types ?? [],
    rounds: row.rounds ?? [],
    stuckCalls: row.stuck ?? [],
  };
}
