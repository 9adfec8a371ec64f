import { alarmTypeSchema, priorityOf } from '../../contracts/alarm.ts';
import { acceptsTime } from './accepted-time.ts';
import type { Finding } from './finding.ts';
import { showTime } from './show-time.ts';
import type { AlarmMessage } from './spoken.ts';

/** An alarm as the platform has it: an event of an incident. Times: epoch ms. */
export interface AlarmEvent {
  id: string;
  incidentId: string;
  device: string;
  type: string;
  at: number;
  receivedAt: number;
  test: boolean;
  /** undefined: the event belongs to no incident that is there */
  incident: { homeId: string; priority: number; disposition: string | undefined } | undefined;
}

export interface AlarmsJudged {
  findings: Finding[];
  /** acknowledged alarms that are an event */
  recorded: number;
  unacknowledgedRecorded: number;
  /** events of these devices that the ledger does not know */
  unknown: number;
  /** from the acknowledgement to the event, ms, one for each acknowledged alarm that is there */
  lateness: number[];
  /** the event of each alarm that is there, by the alarm's id */
  eventOf: Map<string, AlarmEvent>;
  /** ids of the incidents that alarms of the ledger came to */
  incidents: string[];
}

/**
 * Holds the alarms that devices gave against the events of incidents: each acknowledged one is exactly one event of
 * exactly one incident, of its type, in its home. Pure.
 * @param events those of the ledger's devices and time
 * @param homeOf where a device is registered; undefined: not looked at
 * @param lateMs longer from acknowledgement to event is late
 */
export function judgeAlarms(options: {
  alarms: readonly AlarmMessage[];
  events: readonly AlarmEvent[];
  homeOf: (device: string) => string | undefined;
  skewMs: number;
  lateMs: number;
  othersMaySpeak: boolean;
}): AlarmsJudged {
  const { alarms, events, homeOf, skewMs, lateMs, othersMaySpeak } = options;
  const judged: AlarmsJudged = {
    findings: [],
    recorded: 0,
    unacknowledgedRecorded: 0,
    unknown: 0,
    lateness: [],
    eventOf: new Map(),
    incidents: [],
  };
  const find = (verdict: Finding['verdict'], id: string, what: string, incidentId?: string): void =>
    void judged.findings.push({ verdict, of: 'alarm', id, what, ...(incidentId && { incidentId }) });

  const { eventOf, copies, unknown } = assign(alarms, events, skewMs);
  for (const alarm of alarms) {
    const event = eventOf.get(alarm);
    if (event === undefined) {
      if (alarm.acknowledgedAt === undefined) continue;
      find(
        'lost',
        alarm.id,
        `${alarm.expected}, acknowledged at ${showTime(alarm.acknowledgedAt)}, is in no incident`,
      );
      continue;
    }
    judged.eventOf.set(alarm.id, event);
    if (alarm.acknowledgedAt === undefined) judged.unacknowledgedRecorded += 1;
    else judged.recorded += 1;
    for (const what of wrongIn(alarm, event, homeOf(alarm.device), skewMs)) {
      find('wrong', alarm.id, what, event.incidentId);
    }
    if (alarm.acknowledgedAt === undefined || alarm.expected === 'test') continue;
    const late = Math.max(0, recordedAt(event) - alarm.acknowledgedAt);
    judged.lateness.push(late);
    if (late > lateMs) {
      find('late', alarm.id, `an event ${late} ms after the acknowledgement`, event.incidentId);
    }
  }
  for (const [alarm, event] of copies) {
    const first = eventOf.get(alarm)?.incidentId;
    const where =
      first === event.incidentId
        ? 'of the same incident'
        : `of the incidents ${first} and ${event.incidentId}`;
    find('doubled', alarm.id, `${alarm.expected} is two events ${where}`, event.incidentId);
  }
  judged.incidents = [...new Set([...judged.eventOf.values()].map(({ incidentId }) => incidentId))];
  judged.unknown = unknown.length;
  if (!othersMaySpeak) {
    for (const event of unknown) {
      const what = `${event.type} of ${showTime(event.at)} is an event, and the ledger has no such alarm of this device`;
      find('wrong', `${event.device}:?`, what, event.incidentId);
    }
  }
  return judged;
}

interface Assigned {
  eventOf: Map<AlarmMessage, AlarmEvent>;
  /** a second event of an alarm that has one already */
  copies: [AlarmMessage, AlarmEvent][];
  unknown: AlarmEvent[];
}

/**
 * Finds out which event is which alarm. The device's own time tells them apart; where it cannot be right, type and
 * arrival do. What fits less well is tried last, so that one thing that is wrong does not look like two.
 */
function assign(alarms: readonly AlarmMessage[], events: readonly AlarmEvent[], skewMs: number): Assigned {
  const byDevice = groupBy(alarms, ({ device }) => device);
  const assigned: Assigned = { eventOf: new Map(), copies: [], unknown: [] };
  for (const [device, own] of groupBy(events, (event) => event.device)) {
    const said = (byDevice.get(device) ?? []).toSorted((a, b) => a.leftAt - b.leftAt);
    const byTime = groupBy(said, ({ time }) => time);
    let left = own.toSorted((a, b) => a.receivedAt - b.receivedAt);
    for (const [index, fits] of FITS.entries()) {
      left = left.filter((event) => {
        // Nearly all are found by their time alone: a device that floods must not be looked through for each of them.
        const among = index === 0 ? (byTime.get(event.at) ?? []) : said;
        const alarm = among.find((one) => !assigned.eventOf.has(one) && fits(one, event, skewMs));
        if (alarm !== undefined) assigned.eventOf.set(alarm, event);
        return alarm === undefined;
      });
    }
    for (const event of left) {
      const original = said.find((one) => assigned.eventOf.has(one) && isSameSaying(one, event, skewMs));
      if (original === undefined) assigned.unknown.push(event);
      else assigned.copies.push([original, event]);
    }
  }
  return assigned;
}

type Fits = (alarm: AlarmMessage, event: AlarmEvent, skewMs: number) => boolean;

const isSameSaying: Fits = (alarm, event, skewMs) =>
  isType(alarm, event) && acceptsTime(alarm, event.at, skewMs) && arrivedThen(alarm, event, skewMs);
const isWholly: Fits = (alarm, event, skewMs) =>
  isSameSaying(alarm, event, skewMs) && event.test === (alarm.expected === 'test');
const FITS: readonly Fits[] = [
  isWholly,
  isWholly,
  isSameSaying,
  (alarm, event) => isType(alarm, event) && event.at === alarm.time,
  (alarm, event, skewMs) => acceptsTime(alarm, event.at, skewMs) && arrivedThen(alarm, event, skewMs),
  (alarm, event, skewMs) => isType(alarm, event) && arrivedThen(alarm, event, skewMs),
];

function isType({ expected }: AlarmMessage, { type }: AlarmEvent): boolean {
  return expected === 'test' || expected === type;
}

function arrivedThen(
  { leftAt, acknowledgedAt = Infinity }: AlarmMessage,
  event: AlarmEvent,
  skewMs: number,
): boolean {
  return event.receivedAt >= leftAt - skewMs && event.receivedAt <= acknowledgedAt + skewMs;
}

function wrongIn(alarm: AlarmMessage, event: AlarmEvent, home: string | undefined, skewMs: number): string[] {
  const { expected } = alarm;
  const { incident } = event;
  const wrong: string[] = [];
  if (!isType(alarm, event)) wrong.push(`${expected} became ${event.type}`);
  if (expected === 'test' && !event.test) wrong.push('a test became a real alarm');
  if (expected !== 'test' && event.test) wrong.push(`${expected} was recorded as a test: nobody is called`);
  if (!acceptsTime(alarm, event.at, skewMs)) {
    wrong.push(`an event of ${showTime(event.at)}; the device said ${showTime(alarm.time)}`);
  }
  if (incident === undefined) {
    wrong.push(`an event without an incident: ${event.incidentId} was never opened`);
    return wrong;
  }
  if (home !== undefined && incident.homeId !== home) {
    wrong.push(`an incident of home ${incident.homeId}; the device belongs to ${home}`);
  }
  if (expected === 'test' && event.test && incident.disposition !== 'test') {
    wrong.push('a test in an incident that is none');
  }
  const type = alarmTypeSchema.safeParse(event.type).data;
  if (type !== undefined && !event.test && incident.priority > priorityOf(type)) {
    wrong.push(`its incident has priority ${incident.priority}: ${type} has ${priorityOf(type)}`);
  }
  return wrong;
}

/** When the platform wrote it: the ids of events are UUIDs of version 7, which begin with the time (RFC 9562 5.7). */
export function recordedAt({ id, receivedAt }: Pick<AlarmEvent, 'id' | 'receivedAt'>): number {
  const hex = id.replaceAll('-', '');
  return hex[12] === '7' ? Number.parseInt(hex.slice(0, 12), 16) : receivedAt;
}

function groupBy<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
