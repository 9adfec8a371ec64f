import { DateTime } from 'luxon';
import type { DeviceKind } from '../contracts/device.ts';
import { SimError } from './sim-error.ts';

export interface RecordedSensor {
  /** its name in the recording */
  sensor: string;
  kind: DeviceKind;
  room: string;
  /** the Zigbee2MQTT property its states become */
  property: 'contact' | 'occupancy' | 'flush' | 'power_on';
}

export interface RecordedEvent {
  /** epoch ms; events of one sensor within the same second of the recorder's clock are 1 ms apart, so that their order stays */
  at: number;
  sensor: string;
  value: boolean;
}

export interface Recording {
  sensors: RecordedSensor[];
  /** in order of time */
  events: RecordedEvent[];
}

const HEADER = 'ts,sensor,type,room,state';
const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?$/;

/**
 * Reads a recording: CSV `ts,sensor,type,room,state`, `ts` in local time of `timezone`, `state` on or off.
 * @param name for messages
 * @throws SimError naming the line (from 1) and what is wrong with it
 */
export function parseRecording(
  text: string,
  { name, timezone }: { name: string; timezone: string },
): Recording {
  if (!DateTime.local({ zone: timezone }).isValid) {
    throw new SimError(`--timezone ${timezone} is not known; use an IANA name like Asia/Shanghai`);
  }
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines[0] !== HEADER)
    throw new SimError(`${name} line 1: the header must be ${HEADER}, not ${lines[0]}`);
  const sensors = new Map<string, RecordedSensor>();
  const events: RecordedEvent[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === '') continue;
    const wrong = (what: string): never => {
      throw new SimError(`${name} line ${index + 1}: ${what}: ${JSON.stringify(line)}`);
    };
    const fields = line.split(',');
    const [ts = '', sensor = '', type = '', room = '', state = ''] = fields;
    if (fields.length !== 5) wrong(`5 fields are expected, there are ${fields.length}`);
    if (sensor === '') wrong('the sensor has no name');
    if (state !== 'on' && state !== 'off') wrong('state must be on or off');
    const at = LOCAL_TIME.test(ts) ? DateTime.fromISO(ts, { zone: timezone }).toMillis() : NaN;
    if (Number.isNaN(at)) wrong('ts must be a local time like 2009-07-21T13:30:12');
    const known = sensors.get(sensor) ?? recordedSensor(sensor, type, room);
    sensors.set(sensor, known);
    // A contact that is "on" in these recordings is open; Zigbee's `contact: true` is closed.
    events.push({ at, sensor, value: known.property === 'contact' ? state === 'off' : state === 'on' });
  }
  if (events.length === 0) throw new SimError(`${name} has a header and no events`);
  return { sensors: [...sensors.values()], events: inOrder(events) };
}

function recordedSensor(sensor: string, type: string, room: string): RecordedSensor {
  switch (type) {
    case 'door':
    case 'contact':
      return { sensor, kind: 'door', room, property: 'contact' };
    case 'pir':
    case 'infrared':
    case 'motion':
      return { sensor, kind: 'motion', room, property: 'occupancy' };
    case 'pressure':
      return {
        sensor,
        kind: /bed|sleep/i.test(`${sensor} ${room}`) ? 'bed' : 'presence',
        room,
        property: 'occupancy',
      };
    case 'flush':
      return { sensor, kind: 'other', room, property: 'flush' };
    default:
      return { sensor, kind: 'other', room, property: 'power_on' };
  }
}

/** Sorted by time; the recorder's clock has whole seconds, and a switch can go on and off within one. */
function inOrder(events: RecordedEvent[]): RecordedEvent[] {
  const last = new Map<string, number>();
  return events
    .toSorted((a, b) => a.at - b.at)
    .map((event) => {
      const at = Math.max(event.at, (last.get(event.sensor) ?? -Infinity) + 1);
      last.set(event.sensor, at);
      return { ...event, at };
    })
    .toSorted((a, b) => a.at - b.at);
}
