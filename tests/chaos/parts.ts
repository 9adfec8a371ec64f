import type { ServiceName } from '../../standalone/start-service.ts';

/** Services of which two run all the time; a killed one is not missed as long as the other lives. */
export const TWINS = ['broker', 'ingest', 'alerting', 'console'] as const;
export type Twin = (typeof TWINS)[number];

export const STORES = ['redis', 'postgres', 'influx'] as const;
export type StoreName = (typeof STORES)[number];

export const INSTANCES = [
  'broker-1',
  'broker-2',
  'ingest-1',
  'ingest-2',
  'alerting-1',
  'alerting-2',
  'console-1',
  'console-2',
  'watchdog',
] as const;
export type Instance = (typeof INSTANCES)[number];

/** Everything that is a process and can die. */
export const PARTS = [...INSTANCES, ...STORES] as const;
export type PartName = (typeof PARTS)[number];

export function serviceOf(instance: Instance): ServiceName {
  return instance.replace(/-\d$/, '') as ServiceName;
}

/** Which stores each service talks to. */
const NEEDS: Record<ServiceName, readonly StoreName[]> = {
  broker: ['redis', 'postgres'],
  ingest: ['redis', 'postgres', 'influx'],
  alerting: ['redis', 'postgres'],
  console: ['redis', 'postgres', 'influx'],
  watchdog: ['redis', 'postgres'],
};

/** A way through the network that has a proxy in it. */
export interface LinkEnds {
  from: Instance | 'devices';
  to: PartName;
}

export function linkName({ from, to }: LinkEnds): string {
  return `${from}→${to}`;
}

/** Between devices and each broker, and between every process and each of its stores. */
export const LINKS: readonly LinkEnds[] = [
  { from: 'devices', to: 'broker-1' },
  { from: 'devices', to: 'broker-2' },
  ...INSTANCES.flatMap((from) => NEEDS[serviceOf(from)].map((to) => ({ from, to }))),
];

export function storesOf(instance: Instance): readonly StoreName[] {
  return NEEDS[serviceOf(instance)];
}
