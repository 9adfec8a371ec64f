import { sql } from 'kysely';
import { ALARM_TYPES, type AlarmType, type Priority } from '../contracts/alarm.ts';
import type { TimelineAlarm } from '../contracts/timeline.ts';
import { priorityOf } from '../contracts/alarm.ts';
import type { Store } from './open-store.ts';

export interface HomeAlarmsQuery {
  homeId: string;
  from: Date;
  to: Date;
  /** of more than these the newest */
  limit: number;
}

/** Every alarm of a home in this time, by the device's clock, oldest first, and how many more there were. */
export async function readHomeAlarms(
  store: Store,
  { homeId, from, to, limit }: HomeAlarmsQuery,
): Promise<{ alarms: TimelineAlarm[]; omitted: number }> {
  const rows = await store
    .selectFrom('incident_events as e')
    .innerJoin('incidents as i', 'i.id', 'e.incident_id')
    .select(['e.at', 'e.type', 'e.device_id', 'e.incident_id', 'e.test'])
    .select(sql<string>`count(*) over ()`.as('total'))
    .where('i.home_id', '=', homeId)
    .where('e.type', 'in', [...ALARM_TYPES])
    .where('e.at', '>=', from)
    .where('e.at', '<', to)
    .orderBy('e.at', 'desc')
    .orderBy('e.seq', 'desc')
    .limit(limit)
    .execute();
  const alarms = rows.reverse().map((row) => {
    const type = row.type as AlarmType;
    const priority: Priority = priorityOf(type);
    return {
      at: row.at.toISOString(),
      type,
      priority,
      ...(row.device_id !== null && { deviceId: row.device_id }),
      incidentId: row.incident_id,
      test: row.test,
    };
  });
  return { alarms, omitted: rows.length === 0 ? 0 : Number(rows[0]?.total) - rows.length };
}
