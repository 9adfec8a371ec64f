import type { HomeProtection } from '../contracts/home-protection.ts';
import type { Store } from './open-store.ts';

/** How a home is protected and what its devices last said of themselves. */
export async function readHomeProtection(store: Store, homeId: string): Promise<HomeProtection> {
  const [judged, devices] = await Promise.all([
    store
      .selectFrom('home_protection')
      .select(['state', 'reasons', 'since'])
      .where('home_id', '=', homeId)
      .executeTakeFirst(),
    store
      .selectFrom('devices as d')
      .leftJoin('device_status as s', 's.device_id', 'd.id')
      .select(['d.id', 's.last_heard_at', 's.battery', 's.battery_at', 's.link_quality', 's.online'])
      .where('d.home_id', '=', homeId)
      .orderBy('d.id')
      .execute(),
  ]);
  return {
    ...(judged && { protection: { ...judged, since: judged.since.toISOString() } }),
    devices: devices.map((row) => ({
      deviceId: row.id,
      ...(row.last_heard_at && { lastHeardAt: row.last_heard_at.toISOString() }),
      ...(row.battery !== null && { battery: row.battery }),
      ...(row.battery_at && { batteryAt: row.battery_at.toISOString() }),
      ...(row.link_quality !== null && { linkQuality: row.link_quality }),
      ...(row.online !== null && { online: row.online }),
    })),
  };
}
