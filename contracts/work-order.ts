import { z } from 'zod';
import { acknowledgementSchema, incidentStateSchema } from './incident.ts';
import { alarmTypeSchema } from './alarm.ts';

/** What needs repair in one home: its open technical incidents, so that one visit mends them all. */
export const workOrderSchema = z.object({
  homeId: z.string(),
  address: z.string(),
  areaName: z.string(),
  items: z.array(
    z.object({
      incidentId: z.string(),
      type: alarmTypeSchema,
      deviceId: z.string().optional(),
      room: z.string().optional(),
      openedAt: z.iso.datetime(),
      state: incidentStateSchema,
      acknowledgement: acknowledgementSchema.optional(),
    }),
  ),
});
export type WorkOrder = z.infer<typeof workOrderSchema>;
