/** What became of one message. Times are epoch ms; `ackMs` is measured with the monotonic clock. */
export interface Receipt {
  /** 0 at QoS 0 */
  packetId: number;
  /** how often it was written; above 1 it was re-sent with DUP */
  attempts: number;
  firstSentAt: number;
  acknowledgedAt: number;
  /** first write to acknowledgement, ms with fractions */
  ackMs: number;
}

/** What an in-flight window has to know of a message. */
export interface Numbered {
  qos: 0 | 1;
  /** given by the window; 0 before */
  packetId: number;
}

export interface Outgoing extends Numbered {
  topic: string;
  payload: string | Buffer;
  retain: boolean;
  dup: boolean;
  attempts: number;
  firstSentAt: number;
  lastSentAt: number;
  firstMark: number;
  resolve: (receipt: Receipt) => void;
  reject: (error: Error) => void;
}

export interface InFlight<Message extends Numbered> {
  /** waiting to be written or to be acknowledged */
  size: () => number;
  add: (message: Message) => void;
  /** the next message that may be written now, with its packet identifier; undefined when the window is full */
  next: () => Message | undefined;
  /** a PUBACK came; undefined when nothing waits for it (a broker may acknowledge a re-send twice) */
  acknowledge: (packetId: number) => Message | undefined;
  /** everything written and not acknowledged, in the order it was first written [MQTT-4.6.0-1] */
  unacknowledged: () => Iterable<Message>;
  /** empties it: what was written first, then what waits */
  takeAll: () => Message[];
}

/** What a client has said and not yet seen acknowledged, in order, at most `limit` of it on the wire. */
export function inFlight<Message extends Numbered>(limit: number): InFlight<Message> {
  const waiting: Message[] = [];
  let head = 0;
  const written = new Map<number, Message>();
  let lastId = 0;

  // [MQTT-2.3.1-2] a packet identifier that is not in use; 65535 is left for SUBSCRIBE
  const freeId = (): number => {
    do lastId = (lastId % 65_534) + 1;
    while (written.has(lastId));
    return lastId;
  };

  return {
    size: () => waiting.length - head + written.size,
    add: (message) => void waiting.push(message),
    next: () => {
      const message = waiting[head];
      if (message === undefined || (message.qos === 1 && written.size >= limit)) return undefined;
      head += 1;
      if (head === waiting.length) {
        waiting.length = head = 0;
      } else if (head > 1024) {
        waiting.splice(0, head);
        head = 0;
      }
      if (message.qos === 1) {
        message.packetId = freeId();
        written.set(message.packetId, message);
      }
      return message;
    },
    acknowledge: (packetId) => {
      const message = written.get(packetId);
      written.delete(packetId);
      return message;
    },
    unacknowledged: () => written.values(),
    takeAll: () => {
      const all = [...written.values(), ...waiting.slice(head)];
      written.clear();
      waiting.length = head = 0;
      return all;
    },
  };
}
