import type { Lane } from '../contracts/uplink.ts';
import type { Logger } from '../service/create-logger.ts';
import type { KnownDevice } from '../store/devices.ts';
import { createBatchLookup } from './batch-lookup.ts';
import { lanesOf, type ConnectedDevice } from './connected-device.ts';

/**
 * Fetches which lane each device behind a gateway has, for many gateways in one query.
 * @returns sets `gateway.lanes` and says whether it could; never rejects
 */
export function createGatewayLanes(options: {
  /** the given devices and all that speak through one of them */
  find: (ids: readonly string[]) => Promise<KnownDevice[]>;
  log: Logger;
}): (gateway: ConnectedDevice) => Promise<boolean> {
  const ask = createBatchLookup<ReadonlyMap<string, Lane>>({
    fetch: async (ids) => {
      const devices = await options.find(ids);
      return new Map(ids.map((id) => [id, lanesOf(id, devices)]));
    },
    maxKeys: 500,
    parallel: 1,
  });
  return async (gateway) => {
    try {
      gateway.lanes = await ask(gateway.id);
      return true;
    } catch (error) {
      options.log.warn(
        { gateway: gateway.id, err: error },
        'the devices of a gateway could not be read: until they can, all have the safety lane',
      );
      return false;
    }
  };
}
