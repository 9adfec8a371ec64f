import { z } from 'zod';
import { deviceKindSchema } from '../../contracts/device.ts';
import { readText } from '../read-text.ts';
import { SimError } from '../sim-error.ts';
import type { LoadDevice } from './load-device.ts';

const loadDeviceSchema: z.ZodType<LoadDevice> = z.object({
  id: z.string().min(1),
  secret: z.string(),
  kind: deviceKindSchema,
  homeId: z.string(),
});

/**
 * Devices from a file, one JSON object `{id, secret, kind, homeId}` per line.
 * @throws SimError naming the line that is none
 */
export function readDevices(file: string): LoadDevice[] {
  const devices: LoadDevice[] = [];
  for (const [index, line] of readText(file).split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = loadDeviceSchema.safeParse(fromJson(line));
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new SimError(
        `--devices ${file}, line ${index + 1} is no device: ${issue?.path.join('.')} ${issue?.message}`,
      );
    }
    devices.push(parsed.data);
  }
  if (devices.length === 0) throw new SimError(`--devices ${file} is empty`);
  return devices;
}

function fromJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
