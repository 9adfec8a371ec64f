import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Incident, IncidentEvent } from '../contracts/incident.ts';
import type { Api } from './api-client.ts';
import type { Step } from './scenario.ts';

/** What of an incident is looked at: the rest may grow without the simulator noticing. */
const incidentSchema = z.object({
  id: z.string(),
  type: z.string(),
  priority: z.number(),
  state: z.string(),
  events: z.array(
    z.object({
      type: z.string(),
      at: z.string(),
      deviceId: z.string().optional(),
      test: z.boolean().optional(),
    }),
  ),
}) satisfies z.ZodType<Pick<Incident, 'id'> & { events: Pick<IncidentEvent, 'deviceId'>[] }>;

export type SeenIncident = z.infer<typeof incidentSchema>;

const POLL_MS = 50;

/**
 * Waits until what a step said stands in an incident's history.
 * @param time what the device's clock said then, epoch ms: by it and the device the event is known
 * @returns undefined when it is not there after `patienceMs`
 */
export async function awaitIncident(options: {
  api: Api;
  step: Step;
  time: number;
  patienceMs: number;
}): Promise<SeenIncident | undefined> {
  const { api, step, time, patienceMs } = options;
  const deadline = Date.now() + patienceMs;
  const page = z.object({ items: z.array(incidentSchema) });
  while (Date.now() < deadline) {
    const { items } = await api.request('GET', `/incidents?homeId=${step.homeId}&limit=20`, page);
    const found = items.find(({ events }) =>
      events.some(
        ({ deviceId, at, type, test = false }) =>
          deviceId === step.deviceId &&
          Date.parse(at) === time &&
          (step.expected === 'test' ? test : type === step.expected && !test),
      ),
    );
    if (found) return found;
    await pause(POLL_MS);
  }
  return undefined;
}
