import { z } from 'zod';

/**
 * `test`: whatever is said is recorded as a test (a walk test). `maintenance`: urgent and technical alarms wait for
 * its end; life safety still asks an operator, but nobody outside is called.
 */
export const maintenanceModeSchema = z.enum(['test', 'maintenance']);
export type MaintenanceMode = z.infer<typeof maintenanceModeSchema>;

export const maintenanceScopeSchema = z.enum(['home', 'area', 'device']);
export type MaintenanceScope = z.infer<typeof maintenanceScopeSchema>;
