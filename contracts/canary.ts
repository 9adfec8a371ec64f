import { z } from 'zod';

/**
 * The home whose button the platform presses itself. The ids are well known, so that any number of starts makes one
 * home, and whoever lists homes or incidents can leave it out without asking.
 */
export const CANARY = {
  areaId: '00000000-0000-8000-8000-0000000ca001',
  homeId: '00000000-0000-8000-8000-0000000ca002',
  deviceId: '00000000-0000-8000-8000-0000000ca003',
  /** who takes and closes its incidents; no user */
  personId: '00000000-0000-8000-8000-0000000ca004',
  /** of the home and of that person, in lists and in the audit trail */
  name: 'Anju canary',
} as const;

/** Names of rows in `heartbeats`: the newest press that got through, the watchdog itself, and one per sweeping process. */
export const CANARY_BEAT = 'canary';
export const WATCHDOG_BEAT = 'watchdog';
export const SWEEP_BEAT_PREFIX = 'sweep:';

/** Without proof for this long nobody knows whether a press would get through, ms. */
export const CANARY_SILENT_MS = 120_000;

/** What the newest press of the canary that got through has shown; ms, percentiles of press → incident of the last day. */
export const canaryFiguresSchema = z.object({
  ackMs: z.number(),
  incidentMs: z.number(),
  escalatedMs: z.number(),
  p50: z.number(),
  p99: z.number(),
  count: z.number().int(),
});
export type CanaryFigures = z.infer<typeof canaryFiguresSchema>;
