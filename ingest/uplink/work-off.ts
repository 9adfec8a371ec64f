import type { Alarm } from '../../contracts/alarm.ts';
import type { Lane, UplinkMessage } from '../../contracts/uplink.ts';
import type { QuarantinedMessage } from '../../store/quarantine.ts';
import type { DeviceState } from '../detect/device-state.ts';
import type { DeviceDirectory, KnownClient } from '../device-directory.ts';
import { judgeSafely, speaksForUnknown, type Verdict } from '../judge-message.ts';
import type { DeviceStatusKeeper } from '../keep-device-status.ts';
import type { IngestMetrics } from '../metrics.ts';
import type { AlarmState } from './alarm-state.ts';
import { compareEntries, logPosition } from './log-position.ts';

/** One entry of the uplink log, unpacked. */
export interface UnpackedEntry {
  id: string;
  messages: readonly UplinkMessage[];
}

export interface WorkOffOptions {
  shard: number;
  lane: Lane;
  entry: UnpackedEntry;
  clients: ReadonlyMap<string, KnownClient>;
  state: AlarmState;
  metrics: IngestMetrics;
  status: Pick<DeviceStatusKeeper, 'note'>;
  /** for every message: something to wait for before it, now and then */
  stepAside: () => Promise<void> | undefined;
}

/** What is to be done for an entry before it may be acknowledged. */
export interface WorkedOff {
  alarms: Alarm[];
  lines: string[];
  quarantine: QuarantinedMessage[];
  /** what detection has learnt; already in `state.devices`, to be made durable after the alarms */
  changed: Map<string, DeviceState>;
  clocksAhead: Set<string>;
}

/** How old an answer about a gateway must be before an unknown name of it is worth another question. */
const RECHECK_GATEWAY_MS = 5_000;

/** Judges all messages of an entry, in order. */
export async function workOff(options: WorkOffOptions): Promise<WorkedOff> {
  const { shard, lane, entry, clients, state, metrics, status, stepAside } = options;
  const done: WorkedOff = {
    alarms: [],
    lines: [],
    quarantine: [],
    changed: new Map(),
    clocksAhead: new Set(),
  };
  const alarmsAreDone = compareEntries(entry.id, state.handedOver) <= 0;
  const start = logPosition(shard, lane, entry.id, 0);
  const outcomes = new Map<Verdict['outcome'], number>();
  for (const [index, message] of entry.messages.entries()) {
    const turnOfOthers = stepAside();
    if (turnOfOthers !== undefined) await turnOfOthers;
    const client = clients.get(message.clientId);
    const verdict = judgeSafely({
      message,
      position: { ...start, index },
      client,
      remembered: state.devices,
      alarmsAreDone,
    });
    if (client !== undefined) status.note(client.device, verdict.said, message.receivedAt);
    outcomes.set(verdict.outcome, (outcomes.get(verdict.outcome) ?? 0) + 1);
    if (verdict.copies > 0) metrics.duplicates.inc(verdict.copies);
    if (verdict.alarms.length > 0) done.alarms.push(...verdict.alarms);
    if (verdict.line !== undefined) done.lines.push(verdict.line);
    if (verdict.quarantine !== undefined) done.quarantine.push(verdict.quarantine);
    if (verdict.changed !== undefined) {
      state.devices.set(verdict.changed.deviceId, verdict.changed.state);
      done.changed.set(verdict.changed.deviceId, verdict.changed.state);
    }
    if (verdict.clockAhead !== undefined) {
      metrics.clockAhead.inc();
      done.clocksAhead.add(verdict.clockAhead.deviceId);
    }
  }
  for (const [outcome, count] of outcomes) metrics.readings.inc({ lane, outcome }, count);
  return done;
}

/**
 * All clients of some entries; a gateway that speaks for somebody unknown is asked about again.
 * @param now by the directory's clock
 */
export async function findClients(
  directory: DeviceDirectory,
  entries: readonly UnpackedEntry[],
  now: number,
): Promise<Map<string, KnownClient>> {
  const ids = new Set<string>();
  for (const { messages } of entries) for (const { clientId } of messages) ids.add(clientId);
  const clients = await directory.lookUp(ids);
  const fresh = new Set<string>();
  for (const { messages } of entries) {
    for (const message of messages) {
      const client = clients.get(message.clientId);
      if (client === undefined || now - client.loadedAt < RECHECK_GATEWAY_MS) continue;
      if (speaksForUnknown(message, client)) fresh.add(message.clientId);
    }
  }
  if (fresh.size === 0) return clients;
  for (const [id, client] of await directory.lookUp(fresh, { fresh })) clients.set(id, client);
  return clients;
}
