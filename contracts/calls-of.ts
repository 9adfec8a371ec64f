import { priorityOf, alarmTypeSchema } from './alarm.ts';

/** What the statistics look at of an incident's history, in its order. */
export interface CallEvent {
  type: string;
  /** when the platform took it, epoch ms */
  receivedAt: number;
  /** it was said by a device (or sent as a test by one), not done by somebody */
  alarm: boolean;
  test: boolean;
  /** the user or contact who acted */
  by?: string;
  /** whether that is a user of the platform or a contact */
  kind?: 'user' | 'contact';
  /** of `outcome` */
  needsHelp?: boolean;
}

/** A raising of a calling incident: nobody had it, and a person was wanted. Times are epoch ms. */
export interface Call {
  since: number;
  /** by a person of the centre: by whom, when */
  answered?: { by: string; at: number };
  /** by anybody: the centre, or a contact who took it upon them */
  acceptedAt?: number;
}

/** What only a person of the centre can do, and only with an incident that they have. */
export const CENTRE_ACTS: readonly string[] = ['acknowledged', 'dispatched', 'resolved'];
/** Whoever says this has accepted it too, be it a contact. */
export const TAKING_ACTS: readonly string[] = [
  ...CENTRE_ACTS,
  'going',
  'arrived',
  'false_alarm_reported',
  'outcome',
];

/**
 * The calls of one incident (docs/statistics.md). A call begins with an alarm while the incident is new or somebody has
 * accepted it before; a further alarm while nobody has is the same call, whose time runs from the first. An alarm
 * under maintenance is none; where the mode ends and nobody has the incident, a call begins then.
 *
 * This is the definition; store/response-calls.ts says the same in SQL, and a flow test holds one against the other.
 */
export function callsOf(events: readonly CallEvent[]): Call[] {
  const told = events.flatMap((event) => {
    const does = meaningOf(event);
    return does === undefined ? [] : [{ ...event, does }];
  });
  const lastEnd = told.findLastIndex(({ does }) => does === 'ends_maintenance');
  const calls: Call[] = [];
  told.forEach((event, index) => {
    const before = told[index - 1]?.does;
    const begins =
      event.does === 'raises'
        ? index > lastEnd &&
          (before === undefined ||
            before === 'takes' ||
            (before === 'ends_maintenance' && told[index - 2]?.does === 'takes'))
        : event.does === 'ends_maintenance' && before !== 'takes';
    if (!begins) return;
    const after = told.slice(index + 1);
    const answer = after.find((each) => isCentre(each));
    const accepted = after.find(({ does }) => does === 'takes');
    calls.push({
      since: event.receivedAt,
      ...(answer?.by !== undefined && { answered: { by: answer.by, at: answer.receivedAt } }),
      ...(accepted && { acceptedAt: accepted.receivedAt }),
    });
  });
  return calls;
}

function meaningOf(event: CallEvent): 'raises' | 'takes' | 'ends_maintenance' | undefined {
  if (event.type === 'maintenance_ended') return 'ends_maintenance';
  if (event.by !== undefined && TAKING_ACTS.includes(event.type)) {
    return event.type === 'outcome' && event.needsHelp === true ? undefined : 'takes';
  }
  const type = alarmTypeSchema.safeParse(event.type);
  const calling = event.alarm && !event.test && type.success && priorityOf(type.data) !== 3;
  return calling ? 'raises' : undefined;
}

function isCentre({ type, by, kind }: CallEvent): boolean {
  return by !== undefined && kind === 'user' && CENTRE_ACTS.includes(type);
}
