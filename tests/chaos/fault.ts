import type { PartName, Twin } from './parts.ts';

export const NETWORK_FAULTS = ['cut', 'delay', 'halve', 'reorder'] as const;
export type NetworkFault = (typeof NETWORK_FAULTS)[number];

export const FAULT_KINDS = [
  'kill',
  'kill_both',
  'pause',
  ...NETWORK_FAULTS,
  'disk_full',
  'clock_step',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What goes wrong. */
export type Evil =
  /** kill -9; started again when the fault is over, as a supervisor that is slow would */
  | { kind: 'kill'; part: PartName }
  /** kill -9 of both processes of a service */
  | { kind: 'kill_both'; service: Twin }
  /** SIGSTOP … SIGCONT: connections stay open and nothing answers */
  | { kind: 'pause'; part: PartName }
  /**
   * In the proxy of one link. `cut`: every connection is reset, and none can be made. `delay`: every byte takes
   * `delayMs` longer. `halve`: of some segments only half arrives, then nothing, or the end. `reorder`: what is under
   * way stands still while later connections overtake it, and arrives after them.
   */
  | { kind: NetworkFault; link: string; delayMs?: number }
  /** nothing more can be written under DATA_DIR */
  | { kind: 'disk_full' }
  /** the wall clock of services and PostgreSQL is set, and set right again when the fault is over */
  | { kind: 'clock_step'; byMs: number };

export type Fault = Evil & {
  /** ms after the beginning of the schedule */
  at: number;
  /** ms */
  forMs: number;
};

/** Faults with the same key never overlap: what is dead cannot be paused. */
export function faultKey(evil: Evil): string[] {
  switch (evil.kind) {
    case 'kill':
    case 'pause':
      return [evil.part];
    case 'kill_both':
      return [`${evil.service}-1`, `${evil.service}-2`];
    case 'cut':
    case 'delay':
    case 'halve':
    case 'reorder':
      return [evil.link];
    case 'disk_full':
    case 'clock_step':
      return [evil.kind];
  }
}

/** `kill redis`, `cut devices→broker-1`, `clock_step -90 s`. */
export function describeFault(evil: Evil): string {
  switch (evil.kind) {
    case 'kill':
    case 'pause':
      return `${evil.kind} ${evil.part}`;
    case 'kill_both':
      return `kill both of ${evil.service}`;
    case 'cut':
    case 'halve':
    case 'reorder':
      return `${evil.kind} ${evil.link}`;
    case 'delay':
      return `delay ${evil.link} by ${evil.delayMs ?? 0} ms`;
    case 'disk_full':
      return 'disk full';
    case 'clock_step':
      return `clock ${evil.byMs < 0 ? '−' : '+'}${Math.abs(evil.byMs) / 1_000} s`;
  }
}
