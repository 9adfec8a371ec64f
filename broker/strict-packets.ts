import { CONNECT, PUBACK, PUBLISH, checkBody, checkFirstByte } from './check-packet.ts';
import { malformed, type Violation } from './packet-violation.ts';
import { topicNameProblem } from './topic-rules.ts';

/** A whole, well-formed PUBLISH, as positions in the bytes it came in: nothing is copied or decoded yet. */
export interface PublishView {
  buffer: Buffer;
  /** DUP, QoS and RETAIN as in the first byte */
  flags: number;
  topicStart: number;
  topicEnd: number;
  /** 0 at QoS 0 */
  packetId: number;
  payloadStart: number;
  end: number;
}

export interface StrictPacketsOptions {
  /** bytes of the largest payload taken */
  maxPayload: number;
  /** offered every PUBLISH after the CONNACK; true: it is taken care of and Aedes never sees it */
  take?(publish: PublishView): boolean;
  /** whether a QoS 0 message on this topic may be read past, unbuffered, when it is too large */
  mayDrop?(topic: string): boolean;
  /** gets the packet id of every PUBACK; Aedes sees those for which the answer is false */
  acknowledged?(packetId: number): unknown;
  /** offered every other packet, whole; true: it is taken care of and Aedes never sees it */
  answer?(type: number, packet: Buffer): boolean;
}

export interface StrictRead {
  /** whole packets for Aedes, in order; null when there are none */
  packets: Buffer | null;
  /** how many packets were read, taken ones included */
  count: number;
  /** the connection has to be closed; packets before the bad one are good and still to be handled */
  violation?: Violation;
}

export interface StrictPackets {
  /** Reads on: `chunk` is what came in, null to look again at what was kept behind a CONNECT. */
  read(chunk: Buffer | null): StrictRead;
  /** The CONNACK is out: what a client sent without waiting for it may now be read. */
  connected(): void;
}

/** What thousands of idle connections keep; never written to. */
const NOTHING: Buffer[] = [];

/** A CONNECT has a few strings and a will; nobody needs more before being known. */
const MAX_BODY_BESIDE_PAYLOAD = 65_535 + 4;

/**
 * Cuts a client's bytes into packets and lets only those through that MQTT 3.1.1 allows. mqtt-packet and
 * Aedes are lenient in places (will QoS 3, packet id 0, ill-formed UTF-8, …), and what they would buffer
 * has no bound; after this, what Aedes sees is whole, well-formed and small.
 */
export function createStrictPackets(options: StrictPacketsOptions): StrictPackets {
  return new StrictReader(options);
}

/** A class, because methods are there once and closures once per connection (docs/decisions/0015). */
class StrictReader implements StrictPackets {
  private readonly options: StrictPacketsOptions;
  private kept = NOTHING;
  private keptBytes = 0;
  /** bytes that must be there before looking again makes sense */
  private needed = 1;
  /** bytes of a dropped message still to come */
  private toDrop = 0;
  private phase: 'new' | 'connecting' | 'connected' = 'new';

  constructor(options: StrictPacketsOptions) {
    this.options = options;
  }

  read(chunk: Buffer | null): StrictRead {
    if (chunk !== null) this.keep(chunk);
    if (this.toDrop > 0) this.dropKept();
    if (this.phase === 'connecting' || this.keptBytes < this.needed) return { packets: null, count: 0 };
    const data = this.kept.length === 1 ? (this.kept[0] as Buffer) : Buffer.concat(this.kept, this.keptBytes);
    this.kept = NOTHING;
    this.keptBytes = 0;
    const result = this.readWhole(data);
    // Behind a dropped message there may be packets already.
    if (result.packets !== null || result.violation || this.keptBytes < this.needed) return result;
    const rest = this.read(null);
    return { ...rest, count: result.count + rest.count };
  }

  private readWhole(data: Buffer): StrictRead {
    const { options } = this;
    const forAedes: Buffer[] = [];
    let count = 0;
    let passed = 0; // start of the run of packets not yet handed on
    let at = 0;
    this.needed = 1;
    let violation: Violation | undefined;
    while (at < data.length) {
      const first = data[at] as number;
      violation = checkFirstByte(first, this.phase !== 'new');
      if (violation) break;
      const header = readHeader(data, at);
      if (header === 'incomplete') {
        this.needed = data.length - at + 1;
        break;
      }
      if (header === 'malformed') {
        violation = malformed('a remaining length of more than four bytes [MQTT-2.2.3]');
        break;
      }
      const { bodyStart, end } = header;
      const type = first >> 4;
      if (type === PUBLISH) {
        const view = readPublish(data, first, bodyStart, end);
        if (view === 'incomplete') {
          this.needed = bodyStart + 2 - at;
          break;
        }
        if ('detail' in view) {
          violation = view;
          break;
        }
        if (view.end - view.payloadStart > options.maxPayload) {
          if (data.length < view.topicEnd) {
            this.needed = view.topicEnd - at;
            break;
          }
          const topic = data.toString('utf8', view.topicStart, view.topicEnd);
          if ((first & 0x06) !== 0 || options.mayDrop?.(topic) !== true) {
            violation = tooLarge(view.end - view.payloadStart, options.maxPayload);
            break;
          }
          if (at > passed) forAedes.push(data.subarray(passed, at));
          this.toDrop = end - at;
          passed = at;
          break;
        }
        if (end > data.length) {
          this.needed = end - at;
          break;
        }
        violation = checkPublish(view);
        if (violation) break;
        count += 1;
        if (options.take?.(view) === true) {
          if (at > passed) forAedes.push(data.subarray(passed, at));
          passed = end;
        }
        at = end;
        continue;
      }
      if (end - bodyStart > options.maxPayload + MAX_BODY_BESIDE_PAYLOAD) {
        violation = tooLarge(end - bodyStart, options.maxPayload);
        break;
      }
      if (end > data.length) {
        this.needed = end - at;
        break;
      }
      violation = checkBody(type, data, bodyStart, end);
      if (violation) break;
      count += 1;
      let taken = false;
      if (type === PUBACK && options.acknowledged !== undefined) {
        taken = options.acknowledged(data.readUInt16BE(bodyStart)) !== false;
      } else if (options.answer !== undefined) taken = options.answer(type, data.subarray(at, end));
      if (taken) {
        if (at > passed) forAedes.push(data.subarray(passed, at));
        passed = end;
      }
      at = end;
      if (type === CONNECT) {
        // What stands behind it is read when the client is known and the CONNACK is out.
        this.phase = 'connecting';
        break;
      }
    }
    if (at > passed) forAedes.push(data.subarray(passed, at));
    if (at < data.length && !violation) this.keep(data.subarray(at));
    if (this.toDrop > 0) this.dropKept();
    const packets = forAedes.length <= 1 ? (forAedes[0] ?? null) : Buffer.concat(forAedes);
    return { packets, count, ...(violation && { violation }) };
  }

  private keep(chunk: Buffer): void {
    if (this.keptBytes === 0) this.kept = [chunk];
    else this.kept.push(chunk);
    this.keptBytes += chunk.length;
  }

  private dropKept(): void {
    const data = Buffer.concat(this.kept, this.keptBytes);
    const dropped = Math.min(this.toDrop, data.length);
    this.toDrop -= dropped;
    this.kept = dropped < data.length ? [data.subarray(dropped)] : [];
    this.keptBytes = data.length - dropped;
    this.needed = 1;
  }

  connected(): void {
    this.phase = 'connected';
    this.needed = 1;
  }
}

function readHeader(
  data: Buffer,
  at: number,
): { bodyStart: number; end: number } | 'incomplete' | 'malformed' {
  let length = 0;
  let shift = 0;
  for (let i = at + 1; i < at + 5; i++) {
    if (i >= data.length) return 'incomplete';
    const byte = data[i] as number;
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) return { bodyStart: i + 1, end: i + 1 + length };
    shift += 7;
  }
  return 'malformed';
}

function readPublish(
  buffer: Buffer,
  first: number,
  bodyStart: number,
  end: number,
): PublishView | Violation | 'incomplete' {
  const idBytes = (first & 0x06) === 0 ? 0 : 2;
  if (end - bodyStart < 2) return malformed('PUBLISH ends within its topic');
  if (bodyStart + 2 > buffer.length) return 'incomplete';
  const topicStart = bodyStart + 2;
  const topicEnd = topicStart + (((buffer[bodyStart] as number) << 8) | (buffer[bodyStart + 1] as number));
  const payloadStart = topicEnd + idBytes;
  if (payloadStart > end) return malformed('PUBLISH ends within its topic or packet id');
  const packetId = idBytes === 0 || payloadStart > buffer.length ? 0 : buffer.readUInt16BE(topicEnd);
  return { buffer, flags: first & 0x0f, topicStart, topicEnd, packetId, payloadStart, end };
}

function checkPublish({ buffer, flags, topicStart, topicEnd, packetId }: PublishView): Violation | undefined {
  if ((flags & 0x06) !== 0 && packetId === 0) {
    return malformed('PUBLISH with QoS above 0 and packet id 0 [MQTT-2.3.1-1]');
  }
  const problem = topicNameProblem(buffer, topicStart, topicEnd);
  return problem === undefined ? undefined : malformed(`the topic of PUBLISH ${problem}`);
}

function tooLarge(bytes: number, allowed: number): Violation {
  return { reason: 'too_large', detail: `a message of ${bytes} bytes, ${allowed} are allowed` };
}
