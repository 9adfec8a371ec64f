import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { AlarmType, Priority } from '../contracts/alarm.ts';
import type { DeviceKind } from '../contracts/device.ts';
import type { Disposition, IncidentEventType, IncidentState } from '../contracts/incident.ts';
import type { Relation, Role } from '../contracts/people.ts';
import type { DeadlineKind } from '../contracts/policy.ts';

/** The tables, as kysely sees them. The migrations are the truth; a flow test holds this against them. */
export interface Tables {
  areas: AreasTable;
  homes: HomesTable;
  residents: ResidentsTable;
  contacts: ContactsTable;
  devices: DevicesTable;
  users: UsersTable;
  sessions: SessionsTable;
  incidents: IncidentsTable;
  incident_events: IncidentEventsTable;
  deadlines: DeadlinesTable;
  audit: AuditTable;
  quarantine: QuarantineTable;
}

type Stamp = ColumnType<Date, Date | undefined, Date>;

interface AreasTable {
  id: string;
  name: string;
  parent_id: string | null;
  /** the area itself and everything above it: `path && $areaIds` is "in these areas or below" */
  path: string[];
  created_at: Stamp;
}

interface HomesTable {
  id: string;
  area_id: string;
  address: string;
  lat: number | null;
  lng: number | null;
  timezone: string;
  created_at: Stamp;
}

interface ResidentsTable {
  id: string;
  home_id: string;
  name: string;
  /** YYYY-MM-DD */
  birth_date: string | null;
  phone: string | null;
  lives_alone: boolean;
  conditions: string[];
  created_at: Stamp;
}

interface ContactsTable {
  id: string;
  home_id: string;
  name: string;
  relation: Relation;
  phone: string | null;
  email: string | null;
  call_order: number;
  created_at: Stamp;
}

interface DevicesTable {
  id: string;
  home_id: string;
  kind: DeviceKind;
  room: string | null;
  model: string | null;
  gateway_id: string | null;
  /** lower case, `0x` and 16 hex digits */
  ieee_address: string | null;
  friendly_name: string | null;
  /** SHA-256 of the secret, for what connects itself */
  secret_hash: Buffer | null;
  /** last time the device's clock was found more than 5 min ahead */
  clock_ahead_at: Date | null;
  created_at: Stamp;
}

interface UsersTable {
  id: string;
  username: string;
  name: string;
  password_hash: string;
  roles: Role[];
  area_ids: string[];
  home_ids: string[];
  created_at: Stamp;
}

interface SessionsTable {
  id: string;
  user_id: string | null;
  data: JSONColumnType<Record<string, unknown>>;
  expires_at: Date;
}

interface IncidentsTable {
  id: string;
  home_id: string;
  /** `safety`: one open per home. `technical`: one open per device */
  class: 'safety' | 'technical';
  device_id: string | null;
  type: AlarmType;
  priority: Priority;
  state: IncidentState;
  opened_at: Date;
  raised_at: Date;
  resolved_at: Date | null;
  acknowledged_by: string | null;
  acknowledged_at: Date | null;
  lease_until: Date | null;
  disposition: Disposition | null;
  version: number;
  updated_at: Date;
}

interface IncidentEventsTable {
  id: string;
  seq: Generated<string>;
  incident_id: string;
  type: IncidentEventType;
  at: Date;
  received_at: Date;
  device_id: string | null;
  /** unique: an alarm is an event exactly once, however often it is handed over */
  alarm_id: string | null;
  test: Generated<boolean>;
  cause: JSONColumnType<{ property: string; value: string | number | boolean }> | null;
  by_user: string | null;
  text: string | null;
  disposition: Disposition | null;
}

interface DeadlinesTable {
  incident_id: string;
  kind: DeadlineKind;
  step: number;
  due_at: Date;
}

interface AuditTable {
  id: Generated<string>;
  at: Date;
  /** user id, or `system` */
  actor: string;
  action: string;
  subject: string;
  home_id: string | null;
  detail: JSONColumnType<Record<string, unknown>>;
}

interface QuarantineTable {
  /** where it stands in the uplink log: the same message is quarantined once */
  id: string;
  received_at: Date;
  client_id: string;
  home_id: string | null;
  topic: string;
  payload: Buffer;
  code: string;
  detail: string;
}
