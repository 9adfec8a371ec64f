import { z } from 'zod';
import { alarmTypeSchema, prioritySchema } from './alarm.ts';
import { locationSchema, mobilitySchema } from './home.ts';
import { serviceKindSchema } from './outside-service.ts';
import { dispatchedKindSchema } from './sent-out.ts';

/** An order to go somewhere, with everything that is printed or read out over the telephone. Times are RFC 3339 in UTC. */
export const dispatchSchema = z.object({
  id: z.string(),
  number: z.string(),
  incidentId: z.string(),
  to: z.object({
    kind: dispatchedKindSchema,
    id: z.string(),
    name: z.string(),
    /** of who is still registered */
    phone: z.string().optional(),
    service: serviceKindSchema.optional(),
  }),
  instructions: z.string().optional(),
  by: z.string(),
  byName: z.string(),
  /** where whoever was sent asks back: the number of who sent them */
  callback: z.string().optional(),
  at: z.iso.datetime(),
  doneAt: z.iso.datetime().optional(),
  doneByName: z.string().optional(),
  home: z.object({
    id: z.string(),
    address: z.string(),
    areaName: z.string(),
    location: locationSchema.optional(),
    /** IANA name: times are shown in it */
    timezone: z.string(),
    /** how to get in */
    access: z.string().optional(),
    keyHolder: z.object({ name: z.string(), phone: z.string().optional() }).optional(),
  }),
  residents: z.array(
    z.object({
      name: z.string(),
      birthDate: z.iso.date().optional(),
      phone: z.string().optional(),
      livesAlone: z.boolean(),
      mobility: mobilitySchema.optional(),
      language: z.string().optional(),
      /** only where an ambulance is sent: nobody else needs to know why somebody is ill */
      conditions: z.array(z.string()).optional(),
    }),
  ),
  incident: z.object({
    type: alarmTypeSchema,
    priority: prioritySchema,
    openedAt: z.iso.datetime(),
    /** what spoke in which room, the first time of each, in order */
    alarms: z.array(z.object({ type: alarmTypeSchema, room: z.string().optional(), at: z.iso.datetime() })),
  }),
});
export type Dispatch = z.infer<typeof dispatchSchema>;
