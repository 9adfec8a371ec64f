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

export interface Outgoing {
  topic: string;
  payload: string | Buffer;
  qos: 0 | 1;
  retain: boolean;
  dup: boolean;
  packetId: number;
  attempts: number;
  firstSentAt: number;
  lastSentAt: number;
  firstMark: number;
  resolve: (receipt: Receipt) => void;
  reject: (error: Error) => void;
}

export interface InFlight {
  /** waiting to be written or to be acknowledged */
  size: () => number;
  add: (message: Outgoing) => void;
  /** the next message that may be written now, with its packet identifier; undefined when the window is full */
  next: () => Outgoing | undefined;
  /** a PUBACK came; undefined when nothing waits for it (a broker may acknowledge a re-send twice) */
  acknowledge: (packetId: number) => Outgoing | undefined;
  /** everything written and not acknowledged, in the order it was first written [MQTT-4.6.0-1] */
  unacknowledged: () => Iterable<Outgoing>;
  /** empties it and tells everyone why */
  failAll: (error: Error) => void;
}

/** What a client has said and not yet seen acknowledged, in order, at most `limit` of it on the wire. */
export function inFlight(limit: number): InFlight {
  const waiting: Outgoing[] = [];
  let head = 0;
  const written = new Map<number, Outgoing>();
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
      if (head === waiting.length || head > 1024) {
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
    failAll: (error) => {
      const all = [...written.values(), ...waiting.slice(head)];
      written.clear();
      waiting.length = 0;
      head = 0;
      for (const message of all) message.reject(error);
    },
  };
}
