import type { TimelineDevice } from '../contracts/timeline.ts';
import type { InfluxSeries } from './ask-influx.ts';
import { foldDoors, type DoorRow } from './fold-doors.ts';
import { saysMotion, saysOpen, type TimelineField } from './timeline-fields.ts';
import { DOOR_ROWS, type TimelineQuestion } from './timeline-questions.ts';
import type { TimelineRange } from './timeline-range.ts';

interface Draft {
  heard: Set<number>;
  moved: Map<number, number>;
  /** [bucket, first says motion, last says motion] of one field, by field */
  edges: Map<string, [number, boolean, boolean][]>;
  battery: TimelineDevice['battery'];
  linkquality: TimelineDevice['linkquality'];
  temperature: TimelineDevice['temperature'];
  lastMotion: number;
  openBefore: boolean | undefined;
  doorRows: DoorRow[];
}

/** Gathers the rows that InfluxDB answers, statement by statement, into the timeline of each device. */
export function foldTimeline({ from, to, step, heardStep }: TimelineRange): {
  take: (question: TimelineQuestion, series: InfluxSeries) => void;
  devices: () => TimelineDevice[];
} {
  const drafts = new Map<string, Draft>();
  const draftOf = (device: string): Draft => {
    const known = drafts.get(device);
    if (known) return known;
    const draft: Draft = {
      heard: new Set(),
      moved: new Map(),
      edges: new Map(),
      battery: [],
      linkquality: [],
      temperature: [],
      lastMotion: 0,
      openBefore: undefined,
      doorRows: [],
    };
    drafts.set(device, draft);
    return draft;
  };

  const take = ({ is, fields }: TimelineQuestion, { tags, columns, values }: InfluxSeries) => {
    const draft = draftOf(tags['device'] ?? '');
    const [field] = fields;
    for (const row of values) {
      const at = row[0] as number;
      const bucket = Math.floor((at - from) / step);
      switch (is) {
        case 'slow':
          takeSlow(draft, Math.floor((at - from) / heardStep), columns, row);
          break;
        case 'moved':
          // Two fields of one device say the same thing twice: the larger count is the closer one.
          draft.moved.set(bucket, Math.max(draft.moved.get(bucket) ?? 0, row[1] as number));
          break;
        case 'edges': {
          const name = field?.field ?? '';
          const list = draft.edges.get(name) ?? [];
          draft.edges.set(name, list);
          list.push([bucket, saysMotion(row[1]), saysMotion(row[2])]);
          break;
        }
        case 'lastMoved':
          draft.lastMotion = Math.max(draft.lastMotion, at);
          break;
        case 'doorBefore':
          draft.openBefore ??= openOf(row, fields);
          break;
        case 'doors': {
          const open = openOf(row, fields);
          if (open !== undefined) draft.doorRows.push([at, open]);
          break;
        }
      }
    }
  };

  const finish = ([deviceId, draft]: [string, Draft]): TimelineDevice => {
    const cut = draft.doorRows.length >= DOOR_ROWS;
    const oldest = draft.doorRows.at(-1)?.[0] ?? from;
    const openAtStart = cut ? undefined : draft.openBefore;
    return {
      deviceId,
      heard: runsOf([...draft.heard].sort((a, b) => a - b)),
      motion: [...draft.moved].sort((a, b) => a[0] - b[0]),
      occupied: [...draft.edges.values()].flatMap((edges) => occupiedOf(edges, step)),
      doors: foldDoors({ newestFirst: draft.doorRows, openBefore: openAtStart, from, step }),
      ...(openAtStart !== undefined && { openAtStart }),
      ...(cut && { doorsFrom: new Date(oldest).toISOString() }),
      battery: draft.battery,
      linkquality: draft.linkquality,
      temperature: draft.temperature,
      ...(draft.lastMotion > 0 && { lastMotionAt: new Date(Math.min(draft.lastMotion, to)).toISOString() }),
    };
  };

  return {
    take,
    // A device that spoke only before `from` has nothing to show.
    devices: () => [...drafts].filter(([, { heard }]) => heard.size > 0).map(finish),
  };
}

function takeSlow(draft: Draft, bucket: number, columns: readonly string[], row: readonly unknown[]): void {
  const found: Partial<Record<string, number>> = {};
  columns.forEach((column, i) => {
    const value = row[i];
    // The first field of a kind that this device has: battery0 before battery1.
    if (typeof value === 'number') found[column.replace(/\d+$/, '')] ??= round(value);
  });
  if (Object.keys(found).length > 0) draft.heard.add(bucket);
  const { batteryMin, batteryMean, linkMin, linkMean, temperatureMean } = found;
  if (batteryMin !== undefined) draft.battery.push([bucket, batteryMin, batteryMean ?? batteryMin]);
  if (linkMin !== undefined) draft.linkquality.push([bucket, linkMin, linkMean ?? linkMin]);
  if (temperatureMean !== undefined) draft.temperature.push([bucket, temperatureMean]);
}

function openOf(row: readonly unknown[], fields: readonly TimelineField[]): boolean | undefined {
  for (const [n, { openWhen = false }] of fields.entries()) {
    const value = row[n + 1];
    if (value === null || value === undefined) continue;
    const open = saysOpen(value, openWhen);
    if (open !== undefined) return open;
  }
  return undefined;
}

/** A night in bed. What is longer is a message that was lost, and would be taken for a sign of life. */
const LONGEST_STAY_MS = 12 * 3_600_000;

/** From a bucket that ends with "somebody" to the next word of this field, where that is "nobody". */
function occupiedOf(edges: readonly [number, boolean, boolean][], step: number): [number, number][] {
  return edges.flatMap(([bucket, , last], i): [number, number][] => {
    const next = edges[i + 1];
    const left = last && next && !next[1] && (next[0] - bucket) * step <= LONGEST_STAY_MS;
    return left ? [[bucket, next[0]]] : [];
  });
}

/** Neighbouring buckets, [first, last]. */
function runsOf(buckets: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const bucket of buckets) {
    const last = runs.at(-1);
    if (last && last[1] === bucket - 1) last[1] = bucket;
    else runs.push([bucket, bucket]);
  }
  return runs;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
