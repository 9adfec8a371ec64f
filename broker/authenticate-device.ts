import { deviceSecretMatches } from '../store/device-secret.ts';
import type { DeviceCredentials } from '../store/devices.ts';
import type { Credentials } from './credentials.ts';

export interface Presented {
  clientId: string;
  username: string | undefined;
  password: Buffer | undefined;
}

export type Authentication =
  | { code: 0; credentials: DeviceCredentials & { secretHash: Buffer } }
  | { code: 3; cause: unknown }
  | { code: 4 | 5 };

/** A remembered secret this old is asked for again before a device is refused: it may just have been rotated. */
const RECENT_MS = 3_000;

/**
 * Client id = user name = device id, password = secret (docs: MQTT).
 * Never rejects. Codes are CONNACK's: 3 the database is away and the device is not remembered, 4 user name
 * or password missing, 5 wrong.
 */
export async function authenticateDevice(
  credentials: Credentials,
  { clientId, username, password }: Presented,
): Promise<Authentication> {
  if (username === undefined || username === '' || password === undefined || password.length === 0) {
    return { code: 4 };
  }
  if (username !== clientId) return { code: 5 };
  try {
    const known = await credentials.of(clientId);
    if (matches(known, password)) return { code: 0, credentials: known };
    const again = await credentials.of(clientId, RECENT_MS);
    return matches(again, password) ? { code: 0, credentials: again } : { code: 5 };
  } catch (cause) {
    return { code: 3, cause };
  }
}

function matches(
  device: DeviceCredentials | undefined,
  password: Buffer,
): device is DeviceCredentials & { secretHash: Buffer } {
  return device?.secretHash !== undefined && deviceSecretMatches(password, device.secretHash);
}
