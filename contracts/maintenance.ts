import { z } from 'zod';

/**
 * `test`: whatever is said is recorded as a test (a walk test). `maintenance`: urgent and technical alarms wait for
 * its end; life safety still asks an operator, but nobody outside is called.
 */
export const maintenanceModeSchema = z.enum(['test', 'maintenance']);
export type MaintenanceMode = z.infer<typeof maintenanceModeSchema>;

export const maintenanceScopeSchema = z.enum(['home', 'area', 'device']);
export type MaintenanceScope = z.infer<typeof maintenanceScopeSchema>;

export const maintenanceStateSchema = z.enum(['planned', 'running', 'ended']);
export type MaintenanceState = z.infer<typeof maintenanceStateSchema>;

/** A test or maintenance mode: who is responsible, for what, why, and until when (DOMAIN rule 11). */
export const maintenanceSchema = z.object({
  id: z.string(),
  mode: maintenanceModeSchema,
  scope: maintenanceScopeSchema,
  /** of the home, area or device */
  scopeId: z.string(),
  /** where that is; absent when it was removed since */
  homeId: z.string().optional(),
  areaId: z.string().optional(),
  reason: z.string(),
  ownerId: z.string(),
  byName: z.string(),
  state: maintenanceStateSchema,
  startsAt: z.iso.datetime(),
  /** when it ends by itself */
  endsAt: z.iso.datetime(),
  /** when it did end */
  endedAt: z.iso.datetime().optional(),
  /** who ended it; absent when it ended by itself */
  endedBy: z.string().optional(),
});
export type Maintenance = z.infer<typeof maintenanceSchema>;

/** How long a mode may last from its start, ms. What is held back comes out at least once in that time. */
const LONGEST_MS: Record<MaintenanceMode, number> = { test: 24 * 3_600_000, maintenance: 7 * 24 * 3_600_000 };
/** How far ahead one may be planned, ms. */
const AHEAD_MS = 90 * 24 * 3_600_000;

/** Why a mode may not run from `startsAt` to `endsAt` (epoch ms); undefined when it may. */
export function maintenanceProblem(
  { mode, startsAt, endsAt }: { mode: MaintenanceMode; startsAt: number; endsAt: number },
  now: number,
): string | undefined {
  if (startsAt - now > AHEAD_MS) return 'startsAt: must be within the next 90 days';
  if (endsAt <= Math.max(now, startsAt)) return 'endsAt: must be later than now and than startsAt';
  if (endsAt - startsAt > LONGEST_MS[mode]) {
    return `endsAt: mode ${mode} lasts ${LONGEST_MS[mode] / 3_600_000} hours at most`;
  }
  return undefined;
}
