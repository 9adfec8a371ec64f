import { z } from 'zod';
import type { Lane } from './uplink.ts';

/** What a device is registered as. What it *says* is read from its properties, never from this. */
export const DEVICE_KINDS = [
  'sos',
  'button',
  'fall',
  'smoke',
  'gas',
  'co',
  'water',
  'motion',
  'presence',
  'door',
  'bed',
  'vibration',
  'temperature',
  'environment',
  'gateway',
  'voice',
  'other',
] as const;
export const deviceKindSchema = z.enum(DEVICE_KINDS);
export type DeviceKind = z.infer<typeof deviceKindSchema>;

/** Chatty kinds that raise no life-safety alarm themselves. Everything else, known or not, has the fast lane. */
const ROUTINE_KINDS: ReadonlySet<DeviceKind> = new Set<DeviceKind>([
  'motion',
  'presence',
  'door',
  'bed',
  'vibration',
  'temperature',
  'environment',
  'gateway',
]);

/** The uplink lane of a device, by its registered kind. */
export function laneOf(kind: DeviceKind): Lane {
  return ROUTINE_KINDS.has(kind) ? 'routine' : 'safety';
}
