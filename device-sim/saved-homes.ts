import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { deviceKindSchema } from '../contracts/device.ts';
import { SimError } from './sim-error.ts';

const savedDeviceSchema = z.object({
  id: z.string(),
  key: z.string(),
  kind: deviceKindSchema,
  room: z.string().optional(),
  /** of what connects itself */
  secret: z.string().optional(),
  /** of what speaks through a gateway */
  gatewayId: z.string().optional(),
  friendlyName: z.string().optional(),
});
export type SavedDevice = z.infer<typeof savedDeviceSchema>;

const savedHomeSchema = z.object({
  id: z.string(),
  address: z.string(),
  timezone: z.string(),
  resident: z.string().optional(),
  devices: z.array(savedDeviceSchema),
});
export type SavedHome = z.infer<typeof savedHomeSchema>;

const fileSchema = z.object({ version: z.literal(1), homes: z.array(savedHomeSchema) });

/**
 * The homes an earlier run registered, with the secrets of their devices. None when there is no file.
 * @throws SimError when the file is not one of ours
 */
export function readSavedHomes(file: string): SavedHome[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new SimError(`${file} cannot be read`, { cause: error });
  }
  try {
    return fileSchema.parse(JSON.parse(text)).homes;
  } catch (error) {
    throw new SimError(`${file} is damaged; remove it, and the devices get new secrets`, { cause: error });
  }
}

/** Written whole or not at all, and readable by its owner alone: it holds secrets. */
export function writeSavedHomes(file: string, homes: readonly SavedHome[]): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.new`;
  writeFileSync(fresh, `${JSON.stringify({ version: 1, homes }, null, 1)}\n`, { mode: 0o600 });
  chmodSync(fresh, 0o600);
  renameSync(fresh, file);
}
