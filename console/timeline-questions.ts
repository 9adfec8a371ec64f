import { checkedId } from './checked-id.ts';
import { timelineFields, type TimelineField } from './timeline-fields.ts';
import type { TimelineRange } from './timeline-range.ts';

/** One statement of InfluxQL and what its rows are; `fields` where they must be known to read them. */
export interface TimelineQuestion {
  is: 'battery' | 'linkquality' | 'temperature' | 'heard' | 'motion' | 'doorBefore' | 'doors';
  q: string;
  fields: readonly TimelineField[];
}

/** More messages of one device than these are not looked at, oldest first: one every 13 s for a month is no door. */
export const ROWS_MAX = 200_000;
const DAY_MS = 86_400_000;
/** How far back the state of a door is looked for. */
const BEFORE_MS = 7 * DAY_MS;

/** Which fields each device of a home has used in this time: InfluxQL. Reads the last block of each only. */
export function fieldsQuestion(homeId: string, range: TimelineRange): string {
  return `SELECT last(/./) FROM "reading" WHERE ${during(homeId, range.from, range.to)} GROUP BY "device"`;
}

export interface TimelineQuestions {
  /** what changes slowly, counted in InfluxDB: a statement for each, for several in one cost it more than twice */
  levels: TimelineQuestion[];
  /** message by message: no change is lost between two buckets, and a row costs InfluxDB less than a bucket does */
  messages: TimelineQuestion[];
  /** fields that neither of them looks at */
  others: string[];
}

/** What a timeline asks InfluxDB once it knows the fields. Pure. */
export function timelineQuestions(
  homeId: string,
  range: TimelineRange,
  names: readonly string[],
): TimelineQuestions {
  const fields = timelineFields(names);
  const { motion, contact } = fields;
  const from = `FROM "reading" WHERE ${during(homeId, range.from, range.to)}`;
  const newest = `GROUP BY "device" ORDER BY time DESC LIMIT`;
  const levels = (['battery', 'linkquality', 'temperature'] as const).flatMap((is) =>
    fields[is].map((field) => {
      const one = is === 'temperature' ? 'mean' : 'min';
      return { is, q: `SELECT ${one}(${quoted(field.field)}) ${from} ${slowly(range)}`, fields: [field] };
    }),
  );
  const messages: TimelineQuestion[] = motion.map((field) => ({
    is: 'motion',
    q: `SELECT ${quoted(field.field)} ${from} ${newest} ${ROWS_MAX}`,
    fields: [field],
  }));
  if (contact.length > 0) {
    const doors = contact.map(({ field }, n) => `${quoted(field)} AS d${n}`).join(', ');
    const before = `FROM "reading" WHERE ${during(homeId, range.from - BEFORE_MS, range.from)}`;
    messages.push(
      { is: 'doorBefore', q: `SELECT ${doors} ${before} ${newest} 1`, fields: contact },
      { is: 'doors', q: `SELECT ${doors} ${from} ${newest} ${ROWS_MAX}`, fields: contact },
    );
  }
  const looked = new Set(
    [...levels.flatMap((one) => one.fields), ...motion, ...contact].map(({ field }) => field),
  );
  return { levels, messages, others: names.filter((name) => !looked.has(name)) };
}

/** Gaps that are asked for one by one; more of them are one long one. */
const GAPS_MAX = 8;

/**
 * Whether something else was said in the buckets in which nothing has been found yet. Pure.
 * @param gaps [first, last] buckets of `heardStep`
 */
export function heardQuestions(
  homeId: string,
  range: TimelineRange,
  { gaps, others }: { gaps: readonly (readonly [number, number])[]; others: readonly string[] },
): TimelineQuestion[] {
  const [first] = gaps;
  const last = gaps.at(-1);
  if (first === undefined || last === undefined) return [];
  return (gaps.length > GAPS_MAX ? [[first[0], last[1]] as const] : gaps).flatMap(([begin, end]) => {
    const from = range.from + begin * range.heardStep;
    const to = Math.min(range.to, range.from + (end + 1) * range.heardStep);
    return others.map((name) => ({
      is: 'heard' as const,
      q: `SELECT count(${quoted(name)}) FROM "reading" WHERE ${during(homeId, from, to)} ${slowly(range)}`,
      fields: [],
    }));
  });
}

function slowly({ heardStep }: TimelineRange): string {
  return `GROUP BY time(${heardStep}ms), "device" fill(none)`;
}

function during(homeId: string, from: number, to: number): string {
  return `"home" = '${checkedId(homeId)}' AND time >= ${from}ms AND time < ${to}ms`;
}

/** A name as InfluxQL takes it; names of fields come from devices. */
function quoted(name: string): string {
  return `"${name.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
