import type { DeviceKind } from '../../contracts/device.ts';

/** What a load consists of: `presses` of buttons, and `readings` of everything else. */
export const LOAD_CLASSES = ['readings', 'presses'] as const;
export type LoadClass = (typeof LOAD_CLASSES)[number];

/** Messages a second of each class, over all devices of it together. */
export type LoadRates = Partial<Record<LoadClass, number>>;

export function classOf(kind: DeviceKind): LoadClass {
  return kind === 'sos' || kind === 'button' ? 'presses' : 'readings';
}
