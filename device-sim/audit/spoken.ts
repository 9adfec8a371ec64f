import type { Expected, LedgerEntry } from '../ledger-entry.ts';

/** What a device says more than once with one `seq` is one message. Times: epoch ms. */
export interface Message {
  id: string;
  device: string;
  seq: number;
  /** what the device's clock said */
  time: number;
  /** first write to the socket, as far as it is known: never before the plan */
  leftAt: number;
  /** undefined: nobody promised anything */
  acknowledgedAt: number | undefined;
}

/** A message that has to come out as an event of an incident. */
export interface AlarmMessage extends Message {
  expected: Exclude<Expected, 'reading' | 'duplicate'>;
}

export interface Spoken {
  add: (entry: LedgerEntry) => void;
  devices: () => string[];
  /** devices in whose name others may have been heard: the gateways they speak through */
  gateways: () => string[];
  /** the messages of a device in order of `seq`, at most `size` at a time */
  slicesOf: (device: string, size: number) => Generator<Message[]>;
  alarms: () => AlarmMessage[];
  totals: () => {
    lines: number;
    messages: number;
    acknowledged: number;
    firstLeftAt: number;
    lastAcknowledgedAt: number;
  };
}

/** Columns of plain doubles: some 50 MB for a million messages, where objects would be 300. */
interface Columns {
  seq: number[];
  time: number[];
  leftAt: number[];
  /** NaN: not acknowledged */
  acknowledgedAt: number[];
}

/** Collects what a ledger says, small enough for hours of load. */
export function collectSpoken(): Spoken {
  const columns = new Map<string, Columns>();
  const alarms = new Map<string, AlarmMessage>();
  const gateways = new Set<string>();
  let lines = 0;
  let firstLeftAt = Infinity;
  let lastAcknowledgedAt = -Infinity;

  const columnsOf = (device: string): Columns => {
    const known = columns.get(device);
    if (known !== undefined) return known;
    const fresh: Columns = { seq: [], time: [], leftAt: [], acknowledgedAt: [] };
    columns.set(device, fresh);
    return fresh;
  };

  /** Entries of one `seq` become one message: left with the first, acknowledged when any of them was. */
  const messagesOf = (device: string): Message[] => {
    const { seq, time, leftAt, acknowledgedAt } = columnsOf(device);
    const order = Array.from(seq.keys()).sort((a, b) => (seq[a] ?? 0) - (seq[b] ?? 0));
    const messages: Message[] = [];
    for (const at of order) {
      const acknowledged = acknowledgedAt[at] ?? NaN;
      const message: Message = {
        id: `${device}:${seq[at]}`,
        device,
        seq: seq[at] ?? 0,
        time: time[at] ?? 0,
        leftAt: leftAt[at] ?? 0,
        acknowledgedAt: Number.isNaN(acknowledged) ? undefined : acknowledged,
      };
      const last = messages.at(-1);
      if (last?.seq === message.seq)
        messages[messages.length - 1] = { ...message, ...together(last, message) };
      else messages.push(message);
    }
    return messages;
  };

  return {
    add: (entry) => {
      const { device, seq, time, expected, topic } = entry;
      const leftAt = entry.sentAt ?? entry.intendedAt;
      lines += 1;
      firstLeftAt = Math.min(firstLeftAt, leftAt);
      lastAcknowledgedAt = Math.max(lastAcknowledgedAt, entry.acknowledgedAt ?? -Infinity);
      const own = columnsOf(device);
      own.seq.push(seq);
      own.time.push(time);
      own.leftAt.push(leftAt);
      own.acknowledgedAt.push(entry.acknowledgedAt ?? NaN);
      const gateway = /^gateways\/([^/]+)\//.exec(topic)?.[1];
      if (gateway !== undefined) gateways.add(gateway);
      const id = `${device}:${seq}`;
      const known = alarms.get(id);
      if (known !== undefined) {
        Object.assign(known, together(known, { leftAt, acknowledgedAt: entry.acknowledgedAt }));
      } else if (expected !== 'reading' && expected !== 'duplicate') {
        alarms.set(id, { id, device, seq, time, leftAt, acknowledgedAt: entry.acknowledgedAt, expected });
      }
    },
    devices: () => [...columns.keys()],
    gateways: () => [...gateways].filter((gateway) => !columns.has(gateway)),
    slicesOf: function* (device, size) {
      const messages = messagesOf(device);
      for (let from = 0; from < messages.length; from += size) yield messages.slice(from, from + size);
    },
    alarms: () => [...alarms.values()],
    totals: () => {
      let messages = 0;
      let acknowledged = 0;
      for (const device of columns.keys()) {
        for (const message of messagesOf(device)) {
          messages += 1;
          if (message.acknowledgedAt !== undefined) acknowledged += 1;
        }
      }
      return { lines, messages, acknowledged, firstLeftAt, lastAcknowledgedAt };
    },
  };
}

function together(
  one: Pick<Message, 'leftAt' | 'acknowledgedAt'>,
  other: Pick<Message, 'leftAt' | 'acknowledgedAt'>,
): Pick<Message, 'leftAt' | 'acknowledgedAt'> {
  return {
    leftAt: Math.min(one.leftAt, other.leftAt),
    acknowledgedAt: one.acknowledgedAt ?? other.acknowledgedAt,
  };
}
