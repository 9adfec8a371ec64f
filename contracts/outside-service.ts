import { z } from 'zod';

/** Whom an operator phones for help that is not of the platform. */
export const SERVICE_KINDS = [
  'fire',
  'ambulance',
  'police',
  'property',
  'locksmith',
  'repair',
  'other',
] as const;
export const serviceKindSchema = z.enum(SERVICE_KINDS);
export type ServiceKind = z.infer<typeof serviceKindSchema>;

/** Serves its area and everything below it; without one the whole platform. */
export const outsideServiceSchema = z.object({
  id: z.string(),
  areaId: z.string().optional(),
  areaName: z.string().optional(),
  kind: serviceKindSchema,
  name: z.string(),
  phone: z.string(),
  createdAt: z.iso.datetime(),
});
export type OutsideService = z.infer<typeof outsideServiceSchema>;
