import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { AlarmType, Priority } from '../contracts/alarm.ts';
import type { AnsweredVia } from '../contracts/answer-words.ts';
import type { RecordedAnswer } from '../contracts/answer.ts';
import type { DeviceKind } from '../contracts/device.ts';
import type { DispatchedKind } from '../contracts/sent-out.ts';
import type { Mobility } from '../contracts/home.ts';
import type { ServiceKind } from '../contracts/outside-service.ts';
import type { Stage } from '../contracts/device-command.ts';
import type { HandoverPoints } from '../contracts/handover-record.ts';
import type { Disposition, IncidentEventType, IncidentState } from '../contracts/incident.ts';
import type { Boundary } from '../contracts/boundary.ts';
import type { MaintenanceMode, MaintenanceScope } from '../contracts/maintenance.ts';
import type { Channel, Locale, NotificationState, Purpose, Recipient } from '../contracts/notification.ts';
import type { Relation, Role } from '../contracts/people.ts';
import type { DeadlineKind, Policy, Step } from '../contracts/policy.ts';
import type { ProtectionReason, ProtectionState } from '../contracts/protection.ts';

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
  policies: PoliciesTable;
  duties: DutiesTable;
  webhooks: WebhooksTable;
  push_subscriptions: PushSubscriptionsTable;
  maintenance: MaintenanceTable;
  notifications: NotificationsTable;
  answer_links: AnswerLinksTable;
  answers: AnswersTable;
  device_commands: DeviceCommandsTable;
  heartbeats: HeartbeatsTable;
  clock_steps: ClockStepsTable;
  services: ServicesTable;
  dispatches: DispatchesTable;
  dispatch_days: DispatchDaysTable;
  device_status: DeviceStatusTable;
  home_protection: HomeProtectionTable;
  home_looks: HomeLooksTable;
  search_entries: SearchEntriesTable;
  handovers: HandoversTable;
}

type Stamp = ColumnType<Date, Date | undefined, Date>;

interface AreasTable {
  id: string;
  name: string;
  parent_id: string | null;
  /** the area itself and everything above it: `path && $areaIds` is "in these areas or below" */
  path: string[];
  boundary: ColumnType<Boundary | null, string | null, string | null>;
  created_at: Stamp;
}

interface HomesTable {
  id: string;
  area_id: string;
  address: string;
  lat: number | null;
  lng: number | null;
  timezone: string;
  /** how to get in */
  access: string | null;
  /** the home whose button the platform presses itself */
  canary: Generated<boolean>;
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
  mobility: Mobility | null;
  language: string | null;
  notes: string | null;
  created_at: Stamp;
}

interface ContactsTable {
  id: string;
  home_id: string;
  name: string;
  relation: Relation;
  phone: string | null;
  email: string | null;
  locale: Generated<Locale>;
  /** what they would rather be reached by; never applies to life safety */
  preferred_channels: Generated<Channel[]>;
  /** HH:MM in the home's time zone; never applies to life safety */
  quiet_from: string | null;
  quiet_to: string | null;
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
  phone: string | null;
  email: string | null;
  locale: Generated<Locale>;
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
  /** who holds it: a user, or a contact who said that they are going */
  acknowledged_kind: 'user' | 'contact' | null;
  /** of a contact */
  acknowledged_name: string | null;
  /** the version of the policy that it follows, from its first call on */
  policy: JSONColumnType<Policy> | null;
  /** rounds of calls made so far */
  escalation_round: Generated<number>;
  /** the place in the policy of the last round, in seconds */
  escalation_offset: number | null;
  /** under which test or maintenance mode it was opened */
  maintenance_id: string | null;
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
  /** of a contact; the names of users are read where they are kept */
  by_name: string | null;
  detail: JSONColumnType<Record<string, unknown>> | null;
  text: string | null;
  disposition: Disposition | null;
}

interface DeadlinesTable {
  incident_id: string;
  kind: DeadlineKind;
  /** the number of the round that it stands for */
  step: number;
  due_at: Date;
  /** its place in the policy, in seconds */
  offset_s: Generated<number>;
  set_at: Stamp;
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
  /** its place in the chain and the hash up to it; null for a moment, until the chain has reached it */
  chain_seq: Generated<string | null>;
  hash: Buffer | null;
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

interface PoliciesTable {
  id: string;
  /** null: for the whole platform */
  area_id: string | null;
  priority: Priority;
  version: number;
  /** null: from this version on what is inherited */
  steps: JSONColumnType<Step[]> | null;
  created_by: string;
  created_at: Stamp;
}

/** Who is on duty when. */
interface DutiesTable {
  id: string;
  user_id: string;
  starts_at: Date;
  ends_at: Date;
}

interface WebhooksTable {
  id: string;
  area_id: string | null;
  name: string;
  url: string;
  /** signs what is sent: needed in clear, shown to nobody */
  secret: string;
  format: 'json' | 'cap';
  created_at: Stamp;
}

interface PushSubscriptionsTable {
  id: string;
  user_id: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  created_at: Stamp;
}

interface MaintenanceTable {
  id: string;
  scope: MaintenanceScope;
  scope_id: string;
  mode: MaintenanceMode;
  reason: string;
  owner_id: string;
  starts_at: Date;
  ends_at: Date;
  ended_at: Date | null;
  /** null: it ended by itself */
  ended_by: string | null;
}

interface NotificationsTable {
  id: string;
  incident_id: string;
  purpose: Purpose;
  round: number;
  priority: Priority;
  recipient_kind: Recipient['kind'];
  recipient_id: string;
  recipient_name: string;
  person: string;
  channel: Channel;
  /** channels to try when this one fails, in order */
  fallbacks: Generated<Channel[]>;
  state: Generated<NotificationState>;
  attempts: Generated<number>;
  created_at: Date;
  /** when to send, or to try again */
  due_at: Date;
  /** when a worker took it in hand */
  claimed_at: Date | null;
  sent_at: Date | null;
  finished_at: Date | null;
  provider_id: string | null;
  code: string | null;
  reason: string | null;
  answer: string | null;
  /** who has it or is going, for `stand_down` */
  taken_by: string | null;
  /** the order that a `dispatch` asks somebody to follow */
  dispatch_id: string | null;
}

interface AnswerLinksTable {
  /** SHA-256 of the token */
  token_hash: Buffer;
  notification_id: string;
  incident_id: string;
  contact_id: string;
  created_at: Date;
  expires_at: Date;
}

interface AnswersTable {
  id: string;
  incident_id: string;
  notification_id: string;
  contact_id: string;
  answer: RecordedAnswer;
  via: AnsweredVia;
  link: Buffer | null;
  at: Date;
}

/** What devices shall be told, kept until they have acknowledged it. */
interface DeviceCommandsTable {
  id: string;
  seq: Generated<string>;
  /** who receives it: the device itself, or the gateway that speaks for it */
  target_id: string;
  device_id: string;
  incident_id: string;
  stage: Stage;
  created_at: Date;
  delivered_at: Date | null;
}

interface HeartbeatsTable {
  name: string;
  at: Date;
  detail: JSONColumnType<Record<string, unknown>>;
}

interface ClockStepsTable {
  id: Generated<boolean>;
  total_ms: string;
}

/** Outside services: fire brigade, locksmith. */
interface ServicesTable {
  id: string;
  /** null: for the whole platform */
  area_id: string | null;
  kind: ServiceKind;
  name: string;
  phone: string;
  created_at: Stamp;
}

/** Orders to go somewhere. */
interface DispatchesTable {
  id: string;
  number: string;
  incident_id: string;
  to_kind: DispatchedKind;
  to_id: string;
  /** as it was then */
  to_name: string;
  /** of a service */
  service_kind: ServiceKind | null;
  instructions: string | null;
  by_user: string;
  at: Date;
  done_at: Date | null;
  done_by: string | null;
}

/** How many orders a day has had: what the next number is made of. */
interface DispatchDaysTable {
  /** YYYYMMDD */
  day: string;
  last: number;
}

/** What a device last said of itself; up to half a minute old, and lost with a crash until it speaks again. */
interface DeviceStatusTable {
  device_id: string;
  last_heard_at: Date | null;
  /** percent */
  battery: number | null;
  battery_at: Date | null;
  link_quality: number | null;
  /** null: it has never said */
  online: boolean | null;
  /** since when */
  online_at: Date | null;
}

interface HomeProtectionTable {
  home_id: string;
  state: ProtectionState;
  reasons: JSONColumnType<ProtectionReason[]>;
  since: Date;
  changed_at: Date;
  /** when the clock alone may change it */
  look_at: Date | null;
}

/** Homes whose protection is to be judged again. */
interface HomeLooksTable {
  home_id: string;
  at: Stamp;
}

/** Under what something is found: see search-keys.ts. */
interface SearchEntriesTable {
  /** of the home, resident, contact, device, area or user */
  id: string;
  home_id: string | null;
  /** a tsvector as text */
  keys: string;
}

interface HandoversTable {
  id: string;
  /** of who goes: everything, or these areas and below */
  all_areas: boolean;
  area_ids: string[];
  from_user: string;
  from_name: string;
  /** null until somebody has signed for it */
  to_user: string | null;
  to_name: string | null;
  prepared_at: Date;
  signed_out_at: Date;
  signed_in_at: Date | null;
  notes: string;
  points: JSONColumnType<HandoverPoints>;
}
