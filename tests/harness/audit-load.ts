import type { Store } from '../../store/open-store.ts';
import type { Acknowledged } from './steady-load.ts';

/** What became of acknowledged messages. Both lists are empty when every promise was kept. */
export interface Verdict {
  lost: string[];
  doubled: string[];
}

const key = (deviceId: string, seq: number | string): string => `${deviceId}#${seq}`;

function judge(promised: readonly string[], found: Map<string, number>): Verdict {
  return {
    lost: promised.filter((name) => !found.has(name)),
    doubled: [...found].filter(([, times]) => times > 1).map(([name, times]) => `${name} ${times}×`),
  };
}

/** Every acknowledged press is exactly one event of an incident: asks PostgreSQL. */
export async function auditPresses(store: Store, presses: readonly Acknowledged[]): Promise<Verdict> {
  const found = new Map<string, number>();
  const rows = await store
    .selectFrom('incident_events')
    .select(['device_id', 'at'])
    .where('type', '=', 'sos')
    .where('device_id', 'in', [...new Set(presses.map(({ deviceId }) => deviceId))])
    .execute();
  for (const row of rows) {
    const name = key(row.device_id ?? '', row.at.getTime());
    found.set(name, (found.get(name) ?? 0) + 1);
  }
  return judge(
    presses.map(({ deviceId, time }) => key(deviceId, time)),
    found,
  );
}

interface InfluxAnswer {
  results: { series?: { tags: { device: string }; values: [number, number][] }[]; error?: string }[];
}

/** Every acknowledged reading is in InfluxDB exactly once: asks InfluxDB itself, by device and `seq`. */
export async function auditReadings(
  influx: { url: string; db: string },
  readings: readonly Acknowledged[],
): Promise<Verdict> {
  const found = new Map<string, number>();
  const query = new URLSearchParams({
    db: influx.db,
    q: 'select seq from reading group by device',
    epoch: 'ns',
  });
  const answer = await fetch(`${influx.url}/query?${query.toString()}`);
  const { results } = (await answer.json()) as InfluxAnswer;
  const [result] = results;
  if (!answer.ok || result === undefined || result.error !== undefined) {
    throw new Error(`InfluxDB did not answer the audit: ${answer.status} ${result?.error ?? ''}`);
  }
  for (const { tags, values } of result.series ?? []) {
    for (const [, seq] of values) {
      const name = key(tags.device, seq);
      found.set(name, (found.get(name) ?? 0) + 1);
    }
  }
  return judge(
    readings.map(({ deviceId, seq }) => key(deviceId, seq)),
    found,
  );
}
