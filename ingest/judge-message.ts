import type { Alarm } from '../contracts/alarm.ts';
import { parseUplinkTopic, type UplinkTopic } from '../contracts/topics.ts';
import type { UplinkMessage } from '../contracts/uplink.ts';
import type { KnownDevice } from '../store/devices.ts';
import type { QuarantinedMessage } from '../store/quarantine.ts';
import { decodeBare, decodeMessage, type Decoded } from './decode/decode-message.ts';
import type { Reading } from './decode/reading.ts';
import { detect } from './detect/detect.ts';
import type { DeviceState } from './detect/device-state.ts';
import { firstArrival } from './detect/first-arrival.ts';
import type { KnownClient } from './device-directory.ts';
import { findSubDevice, splitAttribute } from './find-sub-device.ts';
import type { SaidOfItself } from './keep-device-status.ts';
import { PRESENCE_MEASUREMENT, readingLine } from './telemetry/reading-line.ts';
import { timestampTail } from './telemetry/timestamp-tail.ts';
import { positionText, type LogPosition } from './uplink/log-position.ts';

export interface JudgeInput {
  message: UplinkMessage;
  position: LogPosition;
  client: KnownClient | undefined;
  /** what detection remembers, by device */
  remembered: ReadonlyMap<string, DeviceState>;
  /** the alarms of this entry were handed over before a crash: only its readings are left to do */
  alarmsAreDone: boolean;
}

/** What becomes of one message. */
export interface Verdict {
  outcome: 'stored' | 'empty' | 'online' | 'ignored' | 'quarantined';
  alarms: Alarm[];
  copies: number;
  line?: string | undefined;
  quarantine?: QuarantinedMessage;
  /** to be remembered before the entry is acknowledged */
  changed?: { deviceId: string; state: DeviceState };
  clockAhead?: { deviceId: string };
  /** whom it is about and what it says of that device itself; absent where it is about nobody known */
  said?: SaidOfItself;
}

const NOTHING = { alarms: [], copies: 0 };

/** Decides everything about one message, without doing any of it. */
export function judgeMessage(input: JudgeInput): Verdict {
  const { message, position, client } = input;
  const topic = parseUplinkTopic(message.topic);
  if (topic === undefined) return refuse(input, 'bad_topic', `${message.topic} is no uplink topic.`);
  if (client === undefined) {
    return refuse(
      input,
      'unknown_client',
      'No such device is registered (any more). Register it, or take it away.',
    );
  }
  const found = findSpeaker(topic, client, message);
  if (found.decoded.kind === 'ignored') return { ...NOTHING, outcome: 'ignored' };
  if (found.device === undefined) return refuse(input, 'unknown_device', found.why);
  const { decoded, device } = found;
  switch (decoded.kind) {
    case 'refused':
      return refuse(input, decoded.code, decoded.detail);
    case 'online': {
      const property = { name: 'online', says: 'online', value: decoded.online, own: true };
      const line = readingLine({
        measurement: PRESENCE_MEASUREMENT,
        homeId: device.homeId,
        deviceId: device.id,
        properties: [property],
        at: message.receivedAt,
        tail: timestampTail({ seq: undefined, hasDeviceTime: false, payload: message.payload, position }),
      });
      return { ...NOTHING, outcome: 'online', line, said: { device, online: decoded.online } };
    }
    case 'reading':
      return judgeReading(input, device, decoded.reading);
  }
}

/** One message we cannot bear must never stop those behind it. */
export function judgeSafely(input: JudgeInput): Verdict {
  try {
    return judgeMessage(input);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse(input, 'not_understood', `Ingest failed on it (${why}). Report this with the payload.`);
  }
}

function judgeReading(input: JudgeInput, device: KnownDevice, reading: Reading): Verdict {
  const { message, position, remembered, alarmsAreDone } = input;
  const before = remembered.get(device.id);
  const detected = alarmsAreDone
    ? { ...NOTHING, state: before }
    : detect({
        device,
        reading,
        state: before,
        arrival: {
          receivedAt: message.receivedAt,
          sinceConnect: message.sinceConnect,
          packetId: message.packetId,
          dup: message.dup,
          retain: message.retain,
          payload: message.payload,
          position,
        },
      });
  const { seq } = reading;
  const first = firstArrival({ reading, arrival: message, state: detected.state });
  // What was learnt of an entry is durable when its alarms are done: it is looked up again, and not learnt twice.
  const state = alarmsAreDone ? before : first.state;
  // A clock that runs ahead still makes the payload one of its kind.
  const hasDeviceTime = reading.timeSource !== 'server' || reading.clockAhead;
  const line = readingLine({
    homeId: device.homeId,
    deviceId: device.id,
    properties: reading.properties,
    seq,
    at: first.at,
    tail: timestampTail({ seq, hasDeviceTime, payload: message.payload, position }),
  });
  const wrong =
    reading.wrong.length === 0
      ? undefined
      : refuse(
          input,
          'wrong_type',
          `Values of the wrong type in: ${reading.wrong.join(', ')}. What else the message says was taken.`,
        ).quarantine;
  const verdict: Verdict = {
    outcome: wrong !== undefined ? 'quarantined' : line === undefined ? 'empty' : 'stored',
    alarms: detected.alarms,
    copies: detected.copies,
    line,
    said: { device, properties: reading.properties },
  };
  if (wrong !== undefined) verdict.quarantine = wrong;
  if (state !== undefined && state !== before) verdict.changed = { deviceId: device.id, state };
  if (reading.clockAhead) verdict.clockAhead = { deviceId: device.id };
  return verdict;
}

/** The device a message is from, and what it says. Who is unknown may still be a gateway's chatter. */
function findSpeaker(
  topic: UplinkTopic,
  client: KnownClient,
  { payload, receivedAt }: UplinkMessage,
): { device: KnownDevice | undefined; decoded: Decoded; why: string } {
  const decoded = decodeMessage({ topic, payload, receivedAt });
  if (topic.kind !== 'gateway-device') return { device: client.device, decoded, why: '' };
  const address = decoded.kind === 'reading' ? decoded.reading.ieeeAddress : undefined;
  const device = findSubDevice(client, topic.friendlyName, address);
  if (device !== undefined) return { device, decoded, why: '' };
  const attribute = topic.suffix === undefined ? splitAttribute(topic.friendlyName) : undefined;
  const owner = attribute && findSubDevice(client, attribute.friendlyName);
  if (attribute !== undefined && owner !== undefined) {
    return {
      device: owner,
      decoded: decodeBare(attribute.property, payload.toString('utf8'), receivedAt),
      why: '',
    };
  }
  return {
    device: undefined,
    decoded,
    why: `The gateway speaks for "${topic.friendlyName}", which is not registered with it. Register it with this friendly name or its IEEE address.`,
  };
}

function refuse({ message, position, client }: JudgeInput, code: string, detail: string): Verdict {
  const quarantine: QuarantinedMessage = {
    id: positionText(position),
    receivedAt: new Date(message.receivedAt),
    clientId: withoutNul(message.clientId),
    ...(client !== undefined && { homeId: client.device.homeId }),
    topic: withoutNul(message.topic),
    payload: message.payload,
    code,
    detail: withoutNul(detail),
  };
  return { ...NOTHING, outcome: 'quarantined', quarantine };
}

/** PostgreSQL's text cannot hold it. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '');
}

/** True when the gateway as remembered does not know whom this is about: it may have been registered since. */
export function speaksForUnknown(message: UplinkMessage, client: KnownClient): boolean {
  if (!message.topic.startsWith('gateways/')) return false;
  const topic = parseUplinkTopic(message.topic);
  if (topic?.kind !== 'gateway-device') return false;
  if (findSubDevice(client, topic.friendlyName) !== undefined) return false;
  const attribute = splitAttribute(topic.friendlyName);
  return attribute === undefined || findSubDevice(client, attribute.friendlyName) === undefined;
}
