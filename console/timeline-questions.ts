import { checkedId } from './checked-id.ts';
import { motionCondition, timelineFields, type TimelineField } from './timeline-fields.ts';
import type { TimelineRange } from './timeline-range.ts';

/** One statement of InfluxQL and what its rows are; `field` where that must be known to read them. */
export interface TimelineQuestion {
  is: 'slow' | 'moved' | 'edges' | 'lastMoved' | 'doorBefore' | 'doors';
  q: string;
  fields: readonly TimelineField[];
}

/** More messages of one door than these are not looked at, oldest first: one every 13 s for a month is no door. */
export const DOOR_ROWS = 200_000;
const DAY_MS = 86_400_000;
/** How far back the state of a door is looked for. */
const BEFORE_MS = 7 * DAY_MS;

/** Which fields the devices of a home have used in this time: InfluxQL. Reads the last block of each only. */
export function fieldsQuestion(homeId: string, range: TimelineRange): string {
  return `SELECT last(/./) FROM "reading" WHERE ${during(homeId, range.from, range.to)}`;
}

/**
 * What a timeline asks InfluxDB once it knows the fields: everything is counted there, only doors come message by
 * message, so that no change of theirs is lost between two buckets. Pure.
 */
export function timelineQuestions(
  homeId: string,
  range: TimelineRange,
  names: readonly string[],
): TimelineQuestion[] {
  if (names.length === 0) return [];
  const { motion, contact, battery, linkquality, temperature } = timelineFields(names);
  const from = `FROM "reading" WHERE ${during(homeId, range.from, range.to)}`;
  const each = (step: number) => `GROUP BY time(${step}ms), "device" fill(none)`;
  // A mean says as well as a count that something was heard, and is asked for anyway.
  const averaged = new Set([...battery, ...linkquality, ...temperature].map(({ field }) => field));
  const counted = names.filter((name) => !averaged.has(name));
  const slow = [
    ...counted.map((name, n) => `count(${quoted(name)}) AS heard${n}`),
    ...battery.flatMap(({ field }, n) => [
      `min(${quoted(field)}) AS batteryMin${n}`,
      `mean(${quoted(field)}) AS batteryMean${n}`,
    ]),
    ...linkquality.flatMap(({ field }, n) => [
      `min(${quoted(field)}) AS linkMin${n}`,
      `mean(${quoted(field)}) AS linkMean${n}`,
    ]),
    ...temperature.map(({ field }, n) => `mean(${quoted(field)}) AS temperatureMean${n}`),
  ];
  const questions: TimelineQuestion[] = [
    { is: 'slow', q: `SELECT ${slow.join(', ')} ${from} ${each(range.heardStep)}`, fields: [] },
  ];
  for (const field of motion) {
    const name = quoted(field.field);
    const moved = `${from} AND ${motionCondition(name, field.as)}`;
    const fields = [field];
    questions.push(
      { is: 'moved', q: `SELECT count(${name}) AS n ${moved} ${each(range.step)}`, fields },
      {
        is: 'edges',
        q: `SELECT first(${name}) AS a, last(${name}) AS z ${from} ${each(range.step)}`,
        fields,
      },
      { is: 'lastMoved', q: `SELECT last(${name}) AS z ${moved} GROUP BY "device"`, fields },
    );
  }
  if (contact.length > 0) {
    const doors = contact.map(({ field }, n) => `${quoted(field)} AS d${n}`).join(', ');
    const before = `FROM "reading" WHERE ${during(homeId, range.from - BEFORE_MS, range.from)}`;
    const newest = `GROUP BY "device" ORDER BY time DESC LIMIT`;
    questions.push(
      { is: 'doorBefore', q: `SELECT ${doors} ${before} ${newest} 1`, fields: contact },
      { is: 'doors', q: `SELECT ${doors} ${from} ${newest} ${DOOR_ROWS}`, fields: contact },
    );
  }
  return questions;
}

function during(homeId: string, from: number, to: number): string {
  return `"home" = '${checkedId(homeId)}' AND time >= ${from}ms AND time < ${to}ms`;
}

/** A name as InfluxQL takes it; names of fields come from devices. */
function quoted(name: string): string {
  return `"${name.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
