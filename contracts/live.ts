import { z } from 'zod';
import { canaryFiguresSchema } from './canary.ts';
import { healthSchema } from './health.ts';
import type { HomeState } from './home-state.ts';
import { incidentSchema, type Incident } from './incident.ts';

export const LIVE_NAMESPACE = '/live';

/** Health of the whole platform as operators see it, and the moment it was looked at. */
export const platformSchema = healthSchema.extend({
  at: z.iso.datetime(),
  /** the platform's own test press: when the last one got through, and how long from press to incident, ms */
  canary: canaryFiguresSchema
    .pick({ incidentMs: true, p50: true, p99: true })
    .extend({ at: z.iso.datetime() })
    .optional(),
});
export type Platform = z.infer<typeof platformSchema>;

export const snapshotSchema = z.object({ incidents: z.array(incidentSchema), platform: platformSchema });
export type Snapshot = z.infer<typeof snapshotSchema>;

/** Socket.IO events of `/live`. */
export interface ServerToClient {
  incident: (incident: Incident) => void;
  platform: (platform: Platform) => void;
  home: (home: HomeState) => void;
}

export interface ClientToServer {
  snapshot: (answer: (snapshot: Snapshot) => void) => void;
}
