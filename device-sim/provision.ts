import { z } from 'zod';
import type { Boundary } from '../contracts/boundary.ts';
import type { Api } from './api-client.ts';
import type { DevicePlan, HomePlan } from './home-plan.ts';
import type { SavedDevice, SavedHome } from './saved-homes.ts';
import { SimError } from './sim-error.ts';

const createdSchema = z.object({ id: z.string() });
const areaSchema = z.object({ id: z.string(), name: z.string(), parentId: z.string().nullish() });
const homeSchema = z.object({ id: z.string(), address: z.string() });
const deviceSchema = z.object({
  id: z.string(),
  kind: z.string(),
  room: z.string().nullish(),
  friendlyName: z.string().nullish(),
  secret: z.string().nullish(),
});

/**
 * The id of the innermost of nested areas; those that are missing are made.
 * @param boundaryOf where an area ends that is made now, as GeoJSON
 */
export async function ensureAreas(
  api: Api,
  names: readonly string[],
  boundaryOf: (name: string) => Boundary | undefined = () => undefined,
): Promise<string> {
  const known = await api.list('/areas?limit=1000', areaSchema);
  let parentId: string | undefined;
  for (const name of names) {
    const found = known.find((area) => area.name === name && (area.parentId ?? undefined) === parentId);
    const boundary = boundaryOf(name);
    const body = { name, ...(parentId !== undefined && { parentId }), ...(boundary && { boundary }) };
    parentId = (found ?? (await api.request('POST', '/areas', createdSchema, body))).id;
  }
  if (parentId === undefined) throw new SimError('an area needs a name');
  return parentId;
}

/** Registers a home with its resident, contacts and devices, as an installer would. */
export async function createHome(api: Api, areaId: string, plan: HomePlan): Promise<SavedHome> {
  const { address, timezone, location, resident, contacts } = plan;
  const body = { areaId, address, timezone, ...(location && { location }) };
  const { id } = await api.request('POST', '/homes', createdSchema, body);
  if (resident) await api.request('POST', `/homes/${id}/residents`, createdSchema, resident);
  for (const contact of contacts) await api.request('POST', `/homes/${id}/contacts`, createdSchema, contact);
  return ensureDevices(api, { id, address, timezone, devices: [] }, plan);
}

/** A home that the platform has already and this machine has forgotten: its devices are found again and get new secrets. */
export async function adoptHome(api: Api, id: string, plan: HomePlan): Promise<SavedHome> {
  const registered = await api.list(`/homes/${id}/devices?limit=1000`, deviceSchema);
  const devices = plan.devices.flatMap((device): SavedDevice[] => {
    const found = registered.find(
      ({ kind, room, friendlyName }) =>
        kind === device.kind &&
        (room ?? undefined) === device.room &&
        (friendlyName ?? undefined) === device.friendlyName,
    );
    return found ? [{ id: found.id, ...ofPlan(device) }] : [];
  });
  return ensureDevices(api, { id, address: plan.address, timezone: plan.timezone, devices }, plan);
}

/** Creates what is missing, and gives a new secret to what has to connect itself and has none here. */
export async function ensureDevices(api: Api, home: SavedHome, plan: HomePlan): Promise<SavedHome> {
  const devices: SavedDevice[] = [];
  const idOf = (key: string): string | undefined => devices.find((device) => device.key === key)?.id;
  // Gateways stand first in a plan: what speaks through one names it.
  for (const wanted of plan.devices) {
    const gatewayId = wanted.gateway === undefined ? undefined : idOf(wanted.gateway);
    const known = home.devices.find(({ key }) => key === wanted.key);
    const device: SavedDevice = known ?? (await createDevice(api, home.id, wanted, gatewayId));
    if (gatewayId !== undefined) device.gatewayId = gatewayId;
    else device.secret ??= await rotateSecret(api, home.id, device.id);
    devices.push(device);
  }
  return { ...home, ...(plan.resident && { resident: plan.resident.name }), devices };
}

async function createDevice(
  api: Api,
  homeId: string,
  plan: DevicePlan,
  gatewayId: string | undefined,
): Promise<SavedDevice> {
  const { key: _key, gateway: _gateway, ...rest } = plan;
  const body = { ...rest, ...(gatewayId !== undefined && { gatewayId }) };
  const { id, secret } = await api.request('POST', `/homes/${homeId}/devices`, deviceSchema, body);
  return { id, ...ofPlan(plan), ...(secret && { secret }) };
}

async function rotateSecret(api: Api, homeId: string, deviceId: string): Promise<string> {
  const path = `/homes/${homeId}/devices/${deviceId}`;
  const { secret } = await api.request('PATCH', path, deviceSchema, { rotateSecret: true });
  if (!secret) throw new SimError(`PATCH ${path}: the platform gave no new secret`);
  return secret;
}

function ofPlan({ key, kind, room, friendlyName }: DevicePlan): Omit<SavedDevice, 'id'> {
  return {
    key,
    kind,
    ...(room !== undefined && { room }),
    ...(friendlyName !== undefined && { friendlyName }),
  };
}

/** Ids by address of the homes of an area: how a forgotten simulated home is found again. */
export async function homesByAddress(api: Api, areaId: string): Promise<Map<string, string>> {
  const homes = await api.list(`/homes?areaId=${areaId}&limit=1000`, homeSchema);
  return new Map(homes.map(({ id, address }) => [address, id]));
}
