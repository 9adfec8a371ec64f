import { z } from 'zod';
import { deviceKindSchema, type DeviceKind } from './device.ts';

/**
 * Whether a home is really watched. `protected`: everything in it works. `impaired`: something does not, but at least one
 * life-safety device can still call. `unprotected`: none can, or none is known to. `maintenance`: somebody has switched
 * its alarms off for a while, and answers for it.
 */
export const PROTECTION_STATES = ['protected', 'impaired', 'unprotected', 'maintenance'] as const;
export const protectionStateSchema = z.enum(PROTECTION_STATES);
export type ProtectionState = z.infer<typeof protectionStateSchema>;

/** Why a home is not simply protected. The first four end a device's use, `gateway_down` that of all behind a gateway. */
export const PROTECTION_REASONS = [
  'never_heard',
  'silent',
  'offline',
  'fault',
  'gateway_down',
  'maintenance',
  'low_battery',
  'tamper',
  'no_life_safety_device',
] as const;
export const protectionReasonCodeSchema = z.enum(PROTECTION_REASONS);
export type ProtectionReasonCode = z.infer<typeof protectionReasonCodeSchema>;

export const protectionReasonSchema = z.object({
  code: protectionReasonCodeSchema,
  /** absent where it is about the home */
  deviceId: z.string().optional(),
  kind: deviceKindSchema.optional(),
  room: z.string().optional(),
  since: z.iso.datetime().optional(),
});
export type ProtectionReason = z.infer<typeof protectionReasonSchema>;

/** How many homes are in which state. */
export const protectionCountsSchema = z.object({
  protected: z.number().int(),
  impaired: z.number().int(),
  unprotected: z.number().int(),
  maintenance: z.number().int(),
});
export type ProtectionCounts = z.infer<typeof protectionCountsSchema>;

/** Kinds that call for help or warn of danger to life by themselves (priority 1 of DOMAIN's table of alarms). */
const LIFE_SAFETY_KINDS: ReadonlySet<DeviceKind> = new Set<DeviceKind>([
  'sos',
  'button',
  'fall',
  'smoke',
  'gas',
  'co',
]);

export function isLifeSafety(kind: DeviceKind): boolean {
  return LIFE_SAFETY_KINDS.has(kind);
}

/** Three missed heartbeats of an hour (DOMAIN, "device silent": life-safety devices and gateways), ms. */
const SPEAKS_HOURLY_MS = 3 * 3_600_000;
/** Battery sensors report once a day when nothing happens; Zigbee2MQTT calls them gone after 25 h, ms. */
const SPEAKS_DAILY_MS = 25 * 3_600_000;

/**
 * How long a device of a kind may say nothing before it counts as silent, ms. What holds a connection is noticed sooner:
 * its will says `offline` within one and a half of its keepalives [MQTT-3.1.2-24].
 */
export function silenceLimit(kind: DeviceKind): number {
  return isLifeSafety(kind) || kind === 'gateway' || kind === 'voice' ? SPEAKS_HOURLY_MS : SPEAKS_DAILY_MS;
}

/** At this level and below a battery is low, in percent; 0 % of a device that speaks means "not measured". */
export const LOW_BATTERY_UP_TO = 10;

export function isBatteryLow(percent: number | undefined): boolean {
  return percent !== undefined && percent > 0 && percent <= LOW_BATTERY_UP_TO;
}

/** What is known of a device of the home. Times are epoch ms. */
export interface ProtectingDevice {
  id: string;
  kind: DeviceKind;
  room?: string | undefined;
  gatewayId?: string | undefined;
  createdAt: number;
  lastHeardAt?: number | undefined;
  /** percent */
  battery?: number | undefined;
  batteryAt?: number | undefined;
  /** undefined: it has never said */
  online?: boolean | undefined;
  onlineAt?: number | undefined;
}

export interface ProtectionInput {
  devices: readonly ProtectingDevice[];
  /** technical incidents that are not resolved */
  incidents: readonly { deviceId: string; type: string; since: number }[];
  /** tests and maintenance that are running or planned; without `deviceId` it is for the whole home */
  maintenance: readonly { deviceId?: string | undefined; from: number; until: number }[];
}

export interface Protection {
  state: ProtectionState;
  reasons: ProtectionReason[];
  /** when the clock alone may change it, epoch ms */
  lookAt?: number | undefined;
}

interface Finding {
  code: ProtectionReasonCode;
  since: number;
}

/**
 * Decides whether a home is protected, and why not (DOMAIN rule 6: unknown is never "all is well"). Every reason of every
 * device is named, the gravest first. One more fault never makes the state better.
 */
export function judgeProtection(
  { devices, incidents, maintenance }: ProtectionInput,
  now: number,
): Protection {
  const running = maintenance.filter(({ from, until }) => from <= now && until > now);
  const ofHome = running.filter(({ deviceId }) => deviceId === undefined);
  const reasons: ProtectionReason[] = [];
  const failed = new Map<string, Finding>();
  for (const device of devices) {
    const finding = whyFailed(device, { incidents, running, now });
    if (finding !== undefined) failed.set(device.id, finding);
  }
  let working = 0;
  for (const device of devices) {
    const gateway = device.gatewayId === undefined ? undefined : failed.get(device.gatewayId);
    const found =
      failed.get(device.id) ?? (gateway && { code: 'gateway_down' as const, since: gateway.since });
    if (found !== undefined) reasons.push(reasonOf(device, found));
    else if (isLifeSafety(device.kind)) working += 1;
    for (const weak of weaknesses(device, incidents)) reasons.push(reasonOf(device, weak));
  }
  if (!devices.some(({ kind }) => isLifeSafety(kind))) reasons.push({ code: 'no_life_safety_device' });
  if (ofHome.length > 0) {
    const since = Math.min(...ofHome.map(({ from }) => from));
    reasons.push({ code: 'maintenance', since: new Date(since).toISOString() });
  }
  const state = ofHome.length > 0 ? 'maintenance' : working === 0 ? 'unprotected' : undefined;
  return {
    state: state ?? (reasons.length > 0 ? 'impaired' : 'protected'),
    reasons: reasons.sort((a, b) => graveness(a) - graveness(b)),
    lookAt: nextLook(devices, maintenance, now),
  };
}

/** Why nothing can be expected of a device, if so. */
function whyFailed(
  device: ProtectingDevice,
  {
    incidents,
    running,
    now,
  }: Pick<ProtectionInput, 'incidents'> & { running: ProtectionInput['maintenance'] } & {
    now: number;
  },
): Finding | undefined {
  const said = (type: string): Finding | undefined => {
    const incident = incidents.find((one) => one.deviceId === device.id && one.type === type);
    return incident && { code: type as 'offline' | 'fault', since: incident.since };
  };
  const { lastHeardAt } = device;
  if (lastHeardAt === undefined) return { code: 'never_heard', since: device.createdAt };
  if (device.online === false) return { code: 'offline', since: device.onlineAt ?? lastHeardAt };
  const offline = said('offline');
  if (offline !== undefined) return offline;
  if (now - lastHeardAt >= silenceLimit(device.kind)) return { code: 'silent', since: lastHeardAt };
  const kept = running.find(({ deviceId }) => deviceId === device.id);
  return said('fault') ?? (kept && { code: 'maintenance', since: kept.from });
}

/** What works, and needs somebody to go there all the same. */
function weaknesses(device: ProtectingDevice, incidents: ProtectionInput['incidents']): Finding[] {
  const own = incidents.filter(({ deviceId }) => deviceId === device.id);
  const found: Finding[] = [];
  const lowBattery = own.find(({ type }) => type === 'low_battery');
  if (lowBattery !== undefined) found.push({ code: 'low_battery', since: lowBattery.since });
  else if (isBatteryLow(device.battery)) {
    found.push({ code: 'low_battery', since: device.batteryAt ?? device.createdAt });
  }
  const tamper = own.find(({ type }) => type === 'tamper');
  if (tamper !== undefined) found.push({ code: 'tamper', since: tamper.since });
  return found;
}

function reasonOf({ id, kind, room }: ProtectingDevice, { code, since }: Finding): ProtectionReason {
  return {
    code,
    deviceId: id,
    kind,
    ...(room !== undefined && { room }),
    since: new Date(since).toISOString(),
  };
}

/** What the home lacks as a whole comes first, then what can call for help, then what only needs a visit. */
function graveness({ code, deviceId, kind }: ProtectionReason): number {
  if (deviceId === undefined) return 0;
  const only = code === 'low_battery' || code === 'tamper' ? 2 : 0;
  return 1 + only + (kind !== undefined && isLifeSafety(kind) ? 0 : 1);
}

function nextLook(
  devices: readonly ProtectingDevice[],
  maintenance: ProtectionInput['maintenance'],
  now: number,
): number | undefined {
  let next = Infinity;
  for (const { kind, lastHeardAt } of devices) {
    const silentAt = lastHeardAt === undefined ? now : lastHeardAt + silenceLimit(kind);
    if (silentAt > now) next = Math.min(next, silentAt);
  }
  for (const { from, until } of maintenance) {
    for (const edge of [from, until]) if (edge > now) next = Math.min(next, edge);
  }
  return Number.isFinite(next) ? next : undefined;
}
