import type { DeviceKind } from '../../../contracts/device.ts';
import type { TimelineAlarm } from '../../../contracts/timeline.ts';
import type { Reading } from '../api/shapes.ts';

export type MarkKind = 'motion' | 'present' | 'opened' | 'closed' | 'open' | 'alarm' | 'heard';

/** The same thing said by the same device, again and again without a pause: one bar of the chart, one row of the table. */
export interface Span {
  deviceId: string;
  kind: MarkKind;
  /** epoch ms */
  from: number;
  to: number;
  times: number;
  /** of an alarm that the platform took */
  alarm?: TimelineAlarm;
}

/** Said again within this, it is the same stretch. A door's opening is always one of its own. */
const SAME_STRETCH_MS: Record<MarkKind, number> = {
  motion: 10 * 60_000,
  alarm: 60_000,
  heard: 65 * 60_000,
  opened: 0,
  closed: 0,
  present: 0,
  open: 0,
};

const ALARM_FLAGS = ['sos', 'fall', 'smoke', 'gas', 'carbon_monoxide', 'water_leak', 'tamper'];
const MOTION_FLAGS = ['occupancy', 'presence', 'motion'];
const BUTTONS: readonly (DeviceKind | undefined)[] = ['sos', 'button'];

/**
 * What happened in a home, from its readings. Pure.
 * @param kinds what each device is registered as; a press counts as an alarm only on a help button
 * @returns spans ordered by their start
 */
export function spansOf(readings: readonly Reading[], kinds: ReadonlyMap<string, DeviceKind>): Span[] {
  const spans: Span[] = [];
  const open = new Map<string, Span>();
  const contact = new Map<string, boolean>();
  const ordered = readings
    .map((reading) => ({ reading, at: timeOf(reading) }))
    .filter(({ at }) => !Number.isNaN(at))
    .sort((a, b) => a.at - b.at);
  for (const { reading, at } of ordered) {
    const kind = markOf(reading, kinds.get(reading.deviceId), contact);
    const key = `${reading.deviceId} ${kind}`;
    const last = open.get(key);
    if (last && at - last.to < SAME_STRETCH_MS[kind]) {
      last.to = at;
      last.times += 1;
      continue;
    }
    const span: Span = { deviceId: reading.deviceId, kind, from: at, to: at, times: 1 };
    open.set(key, span);
    spans.push(span);
  }
  return spans;
}

/** Epoch ms of a reading; NaN when it has none. */
export function timeOf(reading: Reading): number {
  return typeof reading.time === 'number' ? reading.time : Date.parse(reading.time);
}

function markOf(reading: Reading, kind: DeviceKind | undefined, contact: Map<string, boolean>): MarkKind {
  if (ALARM_FLAGS.some((flag) => reading[flag] === true)) return 'alarm';
  const action = reading['action'];
  if (typeof action === 'string' && action !== '') {
    if (BUTTONS.includes(kind) || action === 'sos' || action === 'emergency') return 'alarm';
  }
  if (typeof reading['contact'] === 'boolean') {
    // A door repeats its state with every heartbeat: only a change is an event.
    const before = contact.get(reading.deviceId);
    contact.set(reading.deviceId, reading['contact']);
    if (before !== undefined && before !== reading['contact'])
      return reading['contact'] ? 'closed' : 'opened';
    if (before === undefined && !reading['contact']) return 'opened';
  }
  if (MOTION_FLAGS.some((flag) => reading[flag] === true)) return 'motion';
  return 'heard';
}
