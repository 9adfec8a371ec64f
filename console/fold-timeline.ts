import type { TimelineDevice } from '../contracts/timeline.ts';
import type { InfluxSeries } from './ask-influx.ts';
import { foldDoors, type DoorRow } from './fold-doors.ts';
import { foldMotion, type MotionRow } from './fold-motion.ts';
import { saysMotion, saysOpen, type TimelineField } from './timeline-fields.ts';
import { ROWS_MAX, type TimelineQuestion } from './timeline-questions.ts';
import type { TimelineRange } from './timeline-range.ts';

interface Draft {
  heard: Set<number>;
  /** of one field, by field: newest first */
  motion: Map<string, MotionRow[]>;
  /** bucket of `heardStep` → value, of the first field of that kind that the device has */
  battery: Map<number, number>;
  linkquality: Map<number, number>;
  temperature: Map<number, number>;
  openBefore: boolean | undefined;
  doorRows: DoorRow[];
}

/** Gathers the rows that InfluxDB answers, statement by statement, into the timeline of each device. */
export function foldTimeline({ from, to, step, heardStep }: TimelineRange): {
  take: (question: TimelineQuestion, series: InfluxSeries) => void;
  /** buckets of `heardStep`, [first, last], in which one of these devices has not been heard so far */
  silent: (devices: readonly string[]) => [number, number][];
  devices: () => TimelineDevice[];
} {
  const drafts = new Map<string, Draft>();
  const draftOf = (device: string): Draft => {
    const known = drafts.get(device);
    if (known) return known;
    const draft: Draft = {
      heard: new Set(),
      motion: new Map(),
      battery: new Map(),
      linkquality: new Map(),
      temperature: new Map(),
      openBefore: undefined,
      doorRows: [],
    };
    drafts.set(device, draft);
    return draft;
  };

  const take = ({ is, fields }: TimelineQuestion, { tags, values }: InfluxSeries) => {
    const draft = draftOf(tags['device'] ?? '');
    for (const row of values) {
      const at = row[0] as number;
      if (is === 'doorBefore') {
        draft.openBefore ??= openOf(row, fields);
        continue;
      }
      const bucket = Math.floor((at - from) / heardStep);
      draft.heard.add(bucket);
      switch (is) {
        case 'heard':
          break;
        case 'battery':
        case 'linkquality':
        case 'temperature':
          if (!draft[is].has(bucket)) draft[is].set(bucket, round(row[1] as number));
          break;
        case 'motion': {
          const name = fields[0]?.field ?? '';
          const rows = draft.motion.get(name) ?? [];
          draft.motion.set(name, rows);
          rows.push([at, saysMotion(row[1])]);
          break;
        }
        case 'doors': {
          const open = openOf(row, fields);
          if (open !== undefined) draft.doorRows.push([at, open]);
          break;
        }
      }
    }
  };

  const silent = (devices: readonly string[]): [number, number][] => {
    const buckets = Array.from({ length: Math.ceil((to - from) / heardStep) }, (_, bucket) => bucket);
    return runsOf(buckets.filter((bucket) => devices.some((one) => !drafts.get(one)?.heard.has(bucket))));
  };

  const finish = ([deviceId, draft]: [string, Draft]): TimelineDevice => {
    const motions = [...draft.motion.values()];
    const cuts = [draft.doorRows, ...motions].filter((rows) => rows.length >= ROWS_MAX);
    const known = Math.max(from, ...cuts.map((rows) => rows.at(-1)?.[0] ?? from));
    const openAtStart = draft.doorRows.length >= ROWS_MAX ? undefined : draft.openBefore;
    const { moved, occupied, lastMotion } = foldMotion({ newestFirst: motions, from, step });
    return {
      deviceId,
      heard: runsOf([...draft.heard].sort((a, b) => a - b)),
      motion: moved,
      occupied,
      doors: foldDoors({ newestFirst: draft.doorRows, openBefore: openAtStart, from, step }),
      ...(openAtStart !== undefined && { openAtStart }),
      ...(cuts.length > 0 && { doorsFrom: new Date(known).toISOString() }),
      battery: inOrder(draft.battery),
      linkquality: inOrder(draft.linkquality),
      temperature: inOrder(draft.temperature),
      ...(lastMotion !== undefined && { lastMotionAt: new Date(Math.min(lastMotion, to)).toISOString() }),
    };
  };

  return {
    take,
    silent,
    // A device that spoke only before `from` has nothing to show.
    devices: () => [...drafts].filter(([, { heard }]) => heard.size > 0).map(finish),
  };
}

function inOrder(values: ReadonlyMap<number, number>): [number, number][] {
  return [...values].sort((a, b) => a[0] - b[0]);
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
