import { sql } from 'kysely';
import type { Incident } from '../../contracts/incident.ts';
import type { Store } from '../../store/open-store.ts';
import type { Session } from '../../tests/harness/log-in.ts';

/** Of these devices, whose press was acknowledged: those whose alarm is missing, by where it was looked for. */
export interface Lost {
  database: string[];
  http: string[];
  screen: string[];
}

export async function findLost(
  pressed: readonly string[],
  { store, session, shown }: { store: Store; session: Session; shown: ReadonlyMap<string, unknown> },
): Promise<Lost> {
  const { rows } = await sql<{ id: string }>`
    select distinct device_id as id from incident_events where alarm_id is not null`.execute(store);
  const stored = new Set(rows.map(({ id }) => id));
  const listed = await devicesOverHttp(session);
  const missingIn = (known: { has: (id: string) => boolean }): string[] =>
    pressed.filter((id) => !known.has(id));
  return { database: missingIn(stored), http: missingIn(listed), screen: missingIn(shown) };
}

async function devicesOverHttp(session: Session): Promise<Set<string>> {
  const devices = new Set<string>();
  let cursor: string | undefined;
  do {
    const more = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await session.request<{ items: Incident[]; nextCursor?: string }>(
      'GET',
      `/incidents?limit=200${more}`,
    );
    for (const { events } of page.items)
      for (const { deviceId } of events) if (deviceId) devices.add(deviceId);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return devices;
}
