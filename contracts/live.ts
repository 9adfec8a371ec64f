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

/** What somebody has open on an incident at the moment, beside looking at it. */
export const VIEWER_ACTS = ['calling', 'dispatching', 'noting', 'resolving'] as const;
export const viewerActSchema = z.enum(VIEWER_ACTS);
export type ViewerAct = z.infer<typeof viewerActSchema>;

/** Who looks at an incident, each person once, however many screens they have; whoever came first is first. */
export const viewersSchema = z.object({
  incidentId: z.string(),
  viewers: z.array(
    z.object({
      userId: z.string(),
      name: z.string(),
      since: z.iso.datetime(),
      acting: viewerActSchema.optional(),
    }),
  ),
});
export type Viewers = z.infer<typeof viewersSchema>;
export type Viewer = Viewers['viewers'][number];

/** Socket.IO events of `/live`. */
export interface ServerToClient {
  incident: (incident: Incident) => void;
  platform: (platform: Platform) => void;
  home: (home: HomeState) => void;
  /** to everybody who looks at the incident, oneself included, whenever it changes */
  viewers: (viewers: Viewers) => void;
}

export interface ClientToServer {
  snapshot: (answer: (snapshot: Snapshot) => void) => void;
  /** Says what this screen shows now; null for no incident. Said again after every new connection. */
  viewing: (incidentId: string | null, acting?: ViewerAct) => void;
}
