import { sql } from 'kysely';
import { LOW_BATTERY_UP_TO } from '../contracts/protection.ts';
import type { Store } from './open-store.ts';

/** What a device has said of itself since it was last written. Times are epoch ms. */
export interface StatusUpdate {
  deviceId: string;
  /** undefined: others said something of it, it has not spoken itself */
  heardAt: number | undefined;
  /** percent */
  battery: number | undefined;
  linkQuality: number | undefined;
  online: boolean | undefined;
  /** when it said so */
  onlineAt: number | undefined;
  /** how long it may say nothing, ms: speaking again after that changes the state of its home */
  silenceMs: number;
}

/**
 * Writes what is known of many devices in one statement, and notes the homes whose protection it may change: first
 * words, words after a silence, online or offline, a battery that has become low or was replaced. A value that was said
 * before stays with the time at which it was first said. Devices that are gone are left out.
 */
export async function writeDeviceStatus(store: Store, updates: readonly StatusUpdate[]): Promise<void> {
  if (updates.length === 0) return;
  const column = <T>(value: (update: StatusUpdate) => T | undefined): (T | null)[] =>
    updates.map((update) => value(update) ?? null);
  const time = (at: number | undefined): string | undefined =>
    at === undefined ? undefined : new Date(at).toISOString();
  await sql`
    with said as (
      select * from unnest(
        ${column(({ deviceId }) => deviceId)}::uuid[], ${column(({ heardAt }) => time(heardAt))}::timestamptz[],
        ${column(({ battery }) => battery)}::smallint[], ${column(({ linkQuality }) => linkQuality)}::smallint[],
        ${column(({ online }) => online)}::boolean[], ${column(({ onlineAt }) => time(onlineAt))}::timestamptz[],
        ${column(({ silenceMs }) => silenceMs)}::bigint[]
      ) as t(device_id, heard_at, battery, link_quality, online, online_at, silence_ms)
    ), known as (
      select s.*, d.home_id, b.last_heard_at as heard_before, b.battery as battery_before, b.online as online_before
      from said s join devices d on d.id = s.device_id left join device_status b on b.device_id = s.device_id
    ), written as (
      insert into device_status as kept
        (device_id, last_heard_at, battery, battery_at, link_quality, online, online_at)
      select device_id, heard_at, battery, case when battery is not null then heard_at end, link_quality, online, online_at
      from known order by device_id
      on conflict (device_id) do update set
        last_heard_at = greatest(kept.last_heard_at, excluded.last_heard_at),
        battery = coalesce(excluded.battery, kept.battery),
        battery_at = case when excluded.battery is not null and excluded.battery is distinct from kept.battery
          then excluded.battery_at else kept.battery_at end,
        link_quality = coalesce(excluded.link_quality, kept.link_quality),
        online = case
          when excluded.online is not null then excluded.online
          when not kept.online and excluded.last_heard_at > kept.online_at then true
          else kept.online end,
        online_at = case
          when excluded.online is not null and excluded.online is distinct from kept.online then excluded.online_at
          when excluded.online is null and not kept.online and excluded.last_heard_at > kept.online_at
            then excluded.last_heard_at
          else kept.online_at end
    )
    insert into home_looks (home_id)
    select distinct home_id from known
    where heard_at is not null and (heard_before is null
        or heard_at - heard_before >= silence_ms * interval '1 millisecond'
        or online is null and not online_before)
      or online is not null and online is distinct from online_before
      or battery is not null
        and (battery between 1 and ${LOW_BATTERY_UP_TO}) is distinct from (battery_before between 1 and ${LOW_BATTERY_UP_TO})
  `.execute(store);
}
