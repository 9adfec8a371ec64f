import { z } from 'zod';
import { incidentSchema, type Incident } from './incident.ts';

export const LIVE_NAMESPACE = '/live';

const partSchema = z.enum(['ok', 'degraded', 'down']);
export type PartState = z.infer<typeof partSchema>;

/** Health of the platform as operators see it. `reason` is a short English sentence; the console translates `code`. */
export const platformSchema = z.object({
  at: z.iso.datetime(),
  state: partSchema,
  parts: z.array(
    z.object({
      name: z.enum(['broker', 'ingest', 'alerting', 'console', 'redis', 'postgres', 'influx']),
      state: partSchema,
      code: z.string().optional(),
      reason: z.string().optional(),
    }),
  ),
  /** readings on disk that wait for InfluxDB */
  spooledReadings: z.number().int().optional(),
  /** uplink entries not yet worked off */
  backlog: z.number().int().optional(),
});
export type Platform = z.infer<typeof platformSchema>;

export const snapshotSchema = z.object({ incidents: z.array(incidentSchema), platform: platformSchema });
export type Snapshot = z.infer<typeof snapshotSchema>;

/** Protection state of a home. The full rules (supervision) come with their own work; unknown is never "fine". */
export const homeStateSchema = z.object({
  id: z.string(),
  protected: z.boolean(),
  reasons: z.array(z.string()),
});
export type HomeState = z.infer<typeof homeStateSchema>;

/** Socket.IO events of `/live`. */
export interface ServerToClient {
  incident: (incident: Incident) => void;
  platform: (platform: Platform) => void;
  home: (home: HomeState) => void;
}

export interface ClientToServer {
  snapshot: (answer: (snapshot: Snapshot) => void) => void;
}
