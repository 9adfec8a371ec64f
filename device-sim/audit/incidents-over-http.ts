import { z } from 'zod';
import { alarmTypeSchema } from '../../contracts/alarm.ts';
import { INCIDENT_STATES } from '../../contracts/incident.ts';
import type { Api } from '../api-client.ts';
import type { AlarmEvent } from './judge-alarms.ts';

/** What of an incident is looked at: the rest may grow without the auditor noticing. */
const incidentSchema = z.object({
  id: z.string(),
  homeId: z.string(),
  priority: z.number(),
  disposition: z.string().optional(),
  eventsOmitted: z.number().optional(),
  events: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      at: z.string(),
      receivedAt: z.string(),
      deviceId: z.string().optional(),
      test: z.boolean().optional(),
    }),
  ),
});
type Shown = z.infer<typeof incidentSchema>;

export interface IncidentsOverHttp {
  /** alarms of these devices that arrived from `from` on, epoch ms */
  alarmsOf: (devices: readonly string[], from: number) => Promise<AlarmEvent[]>;
  /** the alarms of one incident */
  alarmsIn: (incidentId: string) => Promise<AlarmEvent[]>;
}

/** Reads what became of alarms as people see it. */
export function incidentsOverHttp(api: Api): IncidentsOverHttp {
  const whole = (id: string): Promise<Shown> => api.request('GET', `/incidents/${id}`, incidentSchema);
  return {
    alarmsOf: async (devices, from) => {
      const known = new Set(devices);
      const opened = await api.list(`/incidents?from=${Math.floor(from)}&limit=200`, incidentSchema);
      // One that was opened long before may have been joined.
      const active = INCIDENT_STATES.filter((state) => state !== 'resolved').join(',');
      const open = await api.list(`/incidents?state=${active}&limit=200`, incidentSchema);
      const events: AlarmEvent[] = [];
      for (const listed of new Map([...opened, ...open].map((one) => [one.id, one])).values()) {
        const incident = listed.eventsOmitted === undefined ? listed : await whole(listed.id);
        for (const event of alarmsOf(incident)) {
          if (known.has(event.device) && event.receivedAt >= from) events.push(event);
        }
      }
      return events;
    },
    alarmsIn: async (id) => alarmsOf(await whole(id)),
  };
}

function alarmsOf({ id: incidentId, homeId, priority, disposition, events }: Shown): AlarmEvent[] {
  return events.flatMap(({ id, type, at, receivedAt, deviceId, test = false }) =>
    deviceId === undefined || !alarmTypeSchema.safeParse(type).success
      ? []
      : [
          {
            id,
            incidentId,
            device: deviceId,
            type,
            at: Date.parse(at),
            receivedAt: Date.parse(receivedAt),
            test,
            incident: { homeId, priority, disposition },
          },
        ],
  );
}
