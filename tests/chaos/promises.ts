import type { LoadMessage } from '../../device-sim/load/load-message.ts';

/** One press that was acknowledged. Epoch ms. */
export interface PromisedPress {
  id: string;
  deviceId: string;
  /** the device's time */
  time: number;
  acknowledgedAt: number;
}

/** What the brokers have promised to keep, message by message: the ledger of a run. */
export interface Promises {
  note: (message: LoadMessage) => void;
  notePress: (press: PromisedPress) => void;
  /** said, and never acknowledged: it may have been stored all the same */
  noteUnacknowledgedPress: (press: Omit<PromisedPress, 'acknowledgedAt'>) => void;
  readonly presses: readonly PromisedPress[];
  /** `device#time` of every press that was said, acknowledged or not */
  readonly saidPresses: ReadonlySet<string>;
  /** acknowledged `seq` of every sensor */
  readonly readings: ReadonlyMap<string, readonly number[]>;
  counts: () => { readings: number; presses: number; unacknowledged: number };
}

export function pressKey(deviceId: string, time: number): string {
  return `${deviceId}#${time}`;
}

export function keepPromises(): Promises {
  const presses: PromisedPress[] = [];
  const saidPresses = new Set<string>();
  const readings = new Map<string, number[]>();
  let readingCount = 0;
  let unacknowledged = 0;
  const notePress = (press: PromisedPress): void => {
    saidPresses.add(pressKey(press.deviceId, press.time));
    presses.push(press);
  };
  const noteUnacknowledgedPress = ({ deviceId, time }: Omit<PromisedPress, 'acknowledgedAt'>): void => {
    unacknowledged += 1;
    saidPresses.add(pressKey(deviceId, time));
  };
  return {
    note: ({ id, device, seq, time, class: name, acknowledgedAt }) => {
      if (name === 'presses') {
        if (acknowledgedAt === undefined) noteUnacknowledgedPress({ id, deviceId: device.id, time });
        else notePress({ id, deviceId: device.id, time, acknowledgedAt });
        return;
      }
      if (acknowledgedAt === undefined) {
        unacknowledged += 1;
        return;
      }
      readingCount += 1;
      const seqs = readings.get(device.id);
      if (seqs === undefined) readings.set(device.id, [seq]);
      else seqs.push(seq);
    },
    notePress,
    noteUnacknowledgedPress,
    presses,
    saidPresses,
    readings,
    counts: () => ({ readings: readingCount, presses: presses.length, unacknowledged }),
  };
}
