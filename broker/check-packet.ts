import { checkConnect } from './check-connect.ts';
import { malformed, type Violation } from './packet-violation.ts';
import { topicFilterProblem } from './topic-rules.ts';

export const CONNECT = 1;
export const PUBLISH = 3;
export const PUBACK = 4;
const PUBREC = 5;
export const PUBREL = 6;
const PUBCOMP = 7;
export const SUBSCRIBE = 8;
export const UNSUBSCRIBE = 10;
export const PINGREQ = 12;
export const DISCONNECT = 14;

/** Checks the first byte, as soon as it is there: the type is one a client may send, its flags are right. */
export function checkFirstByte(first: number, connected: boolean): Violation | undefined {
  const type = first >> 4;
  const flags = first & 0x0f;
  switch (type) {
    case PUBLISH:
      if ((flags & 0x06) === 0x06) return malformed('PUBLISH with QoS 3 [MQTT-3.3.1-4]');
      if ((flags & 0x0e) === 0x08) return malformed('PUBLISH with DUP and QoS 0 [MQTT-3.3.1-2]');
      break;
    case PUBREL:
    case SUBSCRIBE:
    case UNSUBSCRIBE:
      if (flags !== 2) return malformed(`packet type ${type} with flags ${flags} [MQTT-2.2.2-2]`);
      break;
    case CONNECT:
    case PUBACK:
    case PUBREC:
    case PUBCOMP:
    case PINGREQ:
    case DISCONNECT:
      if (flags !== 0) return malformed(`packet type ${type} with flags ${flags} [MQTT-2.2.2-2]`);
      break;
    default:
      return malformed(`packet type ${type}, which a client may not send`);
  }
  if (type === CONNECT && connected) return malformed('a second CONNECT [MQTT-3.1.0-2]');
  if (type !== CONNECT && !connected) {
    return malformed('the first packet is not a CONNECT [MQTT-3.1.0-1]');
  }
  return undefined;
}

/** Checks the body of a whole packet that is no PUBLISH. */
export function checkBody(type: number, buffer: Buffer, start: number, end: number): Violation | undefined {
  switch (type) {
    case CONNECT:
      return checkConnect(buffer, start, end);
    case SUBSCRIBE:
      return checkFilters('SUBSCRIBE', buffer, start, end);
    case UNSUBSCRIBE:
      return checkFilters('UNSUBSCRIBE', buffer, start, end);
    case PINGREQ:
    case DISCONNECT:
      return start === end ? undefined : malformed(`packet type ${type} with a body`);
    default:
      // PUBACK, PUBREC, PUBREL, PUBCOMP: a packet identifier and nothing else
      if (end - start !== 2) return malformed(`packet type ${type} with a body of ${end - start} bytes`);
      return buffer.readUInt16BE(start) === 0 ? malformed(`packet type ${type} with packet id 0`) : undefined;
  }
}

function checkFilters(
  packet: 'SUBSCRIBE' | 'UNSUBSCRIBE',
  buffer: Buffer,
  start: number,
  end: number,
): Violation | undefined {
  if (end - start < 2) return malformed(`${packet} without a packet id`);
  if (buffer.readUInt16BE(start) === 0) return malformed(`${packet} with packet id 0 [MQTT-2.3.1-1]`);
  let at = start + 2;
  if (at === end) return malformed(`${packet} without a topic filter [MQTT-3.8.3-3] [MQTT-3.10.3-2]`);
  while (at < end) {
    if (at + 2 > end) return malformed(`${packet} ends within a topic filter`);
    const from = at + 2;
    const to = from + buffer.readUInt16BE(at);
    if (to > end) return malformed(`${packet} ends within a topic filter`);
    const problem = topicFilterProblem(buffer, from, to);
    if (problem !== undefined) return malformed(`a topic filter of ${packet} ${problem}`);
    at = to;
    if (packet === 'SUBSCRIBE') {
      if (at === end) return malformed('SUBSCRIBE ends before the QoS of its last filter');
      if ((buffer[at] as number) > 2) return malformed('SUBSCRIBE asks for more than QoS 2 [MQTT-3-8.3-4]');
      at += 1;
    }
  }
  return undefined;
}
