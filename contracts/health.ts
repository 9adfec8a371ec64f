import { z } from 'zod';

export const partStateSchema = z.enum(['ok', 'degraded', 'down']);
export type PartState = z.infer<typeof partStateSchema>;

export const partSchema = z.object({
  name: z.enum([
    'broker',
    'ingest',
    'alerting',
    'console',
    'redis',
    'postgres',
    'influx',
    'watchdog',
    'canary',
  ]),
  state: partStateSchema,
  /** stable, for the console to translate: `unreachable`, `spooling`, `not_configured`, `canary_silent`, … */
  code: z.string().optional(),
  /** a short English sentence for people who run the platform */
  reason: z.string().optional(),
});
export type Part = z.infer<typeof partSchema>;

/** What a service answers on `/readyz`: 200 when `state` is not `down`, else 503. */
export const healthSchema = z.object({
  state: partStateSchema,
  parts: z.array(partSchema),
  /** readings on disk that wait for InfluxDB */
  spooledReadings: z.number().int().optional(),
  /** uplink stream entries not yet worked off */
  backlog: z.number().int().optional(),
});
export type Health = z.infer<typeof healthSchema>;
