import { acceptedTime } from './accepted-time.ts';
import { judgeReadings, type ReadingsJudged } from './judge-readings.ts';
import type { Message, Spoken } from './spoken.ts';
import type { StoredPoints, Wanted } from './stored-points.ts';

/** Messages that are held in memory at once: of one device, and of those that are looked for together. */
const SLICE = 10_000;
const BATCH = 50_000;

export interface ReadingsAudit {
  /** Looks for what these devices said; what was found of them before is forgotten. */
  look: (devices: readonly string[]) => Promise<void>;
  /** devices of which something is missing */
  missing: () => string[];
  total: () => ReadingsJudged;
}

/** Looks for everything that was said, device by device, and keeps the verdicts only. */
export function auditReadings(options: {
  spoken: Spoken;
  stored: StoredPoints;
  homeOf: (device: string) => string | undefined;
  skewMs: number;
  othersMaySpeak: boolean;
}): ReadingsAudit {
  const { spoken, stored, homeOf, skewMs, othersMaySpeak } = options;
  const results = new Map<string, ReadingsJudged>();

  const judge = async (slices: readonly Message[][]): Promise<void> => {
    const points = await stored.read(slices.map((messages) => wantedOf(messages, skewMs)));
    for (const [n, messages] of slices.entries()) {
      const device = messages[0]?.device ?? '';
      const home = homeOf(device);
      const judged = judgeReadings({ messages, points: points[n] ?? [], home, skewMs, othersMaySpeak });
      const known = results.get(device);
      if (known === undefined) {
        results.set(device, judged);
        continue;
      }
      for (const finding of judged.findings) known.findings.push(finding);
      known.stored += judged.stored;
      known.unacknowledgedStored += judged.unacknowledgedStored;
      known.unknown += judged.unknown;
    }
  };

  return {
    look: async (devices) => {
      let slices: Message[][] = [];
      let size = 0;
      for (const device of devices) {
        results.delete(device);
        for (const messages of spoken.slicesOf(device, SLICE)) {
          slices.push(messages);
          size += messages.length;
          if (size < BATCH) continue;
          await judge(slices);
          slices = [];
          size = 0;
        }
      }
      await judge(slices);
    },
    missing: () =>
      [...results].flatMap(([device, { findings }]) =>
        findings.some(({ verdict }) => verdict === 'lost') ? [device] : [],
      ),
    total: () => {
      const all = [...results.values()];
      const sumOf = (key: 'stored' | 'unacknowledgedStored' | 'unknown'): number =>
        all.reduce((sum, judged) => sum + judged[key], 0);
      return {
        findings: all.flatMap(({ findings }) => findings),
        stored: sumOf('stored'),
        unacknowledgedStored: sumOf('unacknowledgedStored'),
        unknown: sumOf('unknown'),
      };
    },
  };
}

function wantedOf(messages: readonly Message[], skewMs: number): Wanted {
  const time = { from: Infinity, to: -Infinity };
  for (const message of messages) {
    const { own, arrival } = acceptedTime(message, skewMs);
    if (own) include(time, message.time, message.time);
    if (arrival) include(time, arrival.from, Math.min(arrival.to, Date.now() + skewMs));
  }
  const seq = { from: messages[0]?.seq ?? 0, to: messages.at(-1)?.seq ?? 0 };
  return { device: messages[0]?.device ?? '', seq, time };
}

function include(range: { from: number; to: number }, from: number, to: number): void {
  range.from = Math.min(range.from, from);
  range.to = Math.max(range.to, to);
}
