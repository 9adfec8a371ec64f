import { stringProblem, topicNameProblem } from './topic-rules.ts';
import type { Violation } from './packet-violation.ts';
import { malformed } from './packet-violation.ts';

/** What fits into a frame of the uplink log (contracts/uplink.ts), and 11 times what the standard asks for. */
const MAX_CLIENT_ID_BYTES = 255;

/** Checks the body of a CONNECT, byte by byte, as the clauses of MQTT 3.1.1 §3.1 ask. */
export function checkConnect(buffer: Buffer, start: number, end: number): Violation | undefined {
  let at = start;
  /** the bytes of the next length-prefixed field; undefined when the packet ends before it does */
  const field = (): { start: number; end: number } | undefined => {
    if (at + 2 > end) return undefined;
    const from = at + 2;
    const to = from + buffer.readUInt16BE(at);
    if (to > end) return undefined;
    at = to;
    return { start: from, end: to };
  };

  const name = field();
  if (name === undefined) return malformed('CONNECT ends within the protocol name');
  const protocol = buffer.toString('latin1', name.start, name.end);
  if (protocol !== 'MQTT' && protocol !== 'MQIsdp') {
    return malformed('CONNECT names another protocol than MQTT [MQTT-3.1.2-1]');
  }
  if (at + 4 > end) return malformed('CONNECT is shorter than its variable header');
  const level = buffer[at] as number;
  if (level !== (protocol === 'MQTT' ? 4 : 3)) {
    return { ...malformed(`CONNECT asks for protocol level ${level} [MQTT-3.1.2-2]`), connack: 1 };
  }
  const flags = buffer[at + 1] as number;
  at += 4;
  const clean = (flags & 0x02) !== 0;
  const will = (flags & 0x04) !== 0;
  const willQos = (flags >> 3) & 3;
  if ((flags & 0x01) !== 0) return malformed('CONNECT has its reserved flag set [MQTT-3.1.2-3]');
  if (!will && (flags & 0x38) !== 0) return malformed('CONNECT has will bits without a will [MQTT-3.1.2-11]');
  if (willQos === 3) return malformed('CONNECT asks for will QoS 3 [MQTT-3.1.2-14]');
  if ((flags & 0xc0) === 0x40) return malformed('CONNECT has a password and no user name [MQTT-3.1.2-22]');

  const id = field();
  if (id === undefined) return malformed('CONNECT ends within the client id [MQTT-3.1.3-3]');
  const idProblem = stringProblem(buffer, id.start, id.end);
  if (idProblem !== undefined) return malformed(`the client id ${idProblem}`);
  if (will) {
    const topic = field();
    if (topic === undefined) return malformed('CONNECT ends within the will topic');
    const problem = topicNameProblem(buffer, topic.start, topic.end);
    if (problem !== undefined) return malformed(`the will topic ${problem}`);
    if (field() === undefined) return malformed('CONNECT ends within the will message');
  }
  if ((flags & 0x80) !== 0) {
    const username = field();
    if (username === undefined) return malformed('CONNECT ends within the user name');
    const problem = stringProblem(buffer, username.start, username.end);
    if (problem !== undefined) return malformed(`the user name ${problem}`);
  }
  if ((flags & 0x40) !== 0 && field() === undefined) return malformed('CONNECT ends within the password');
  if (at !== end) return malformed('CONNECT goes on after its last field');

  // Well-formed from here on: what is refused now is answered first.
  if (id.start === id.end && !clean) {
    return { ...malformed('an empty client id with a session to keep [MQTT-3.1.3-8]'), connack: 2 };
  }
  if (id.end - id.start > MAX_CLIENT_ID_BYTES) {
    return { ...malformed(`the client id is longer than ${MAX_CLIENT_ID_BYTES} bytes`), connack: 2 };
  }
  return undefined;
}
