import { CANARY } from '../contracts/canary.ts';
import type { Incident } from '../contracts/incident.ts';

/** How far a press has come: its incident is open, and its first round of calls was made. */
export interface PressProgress {
  incidentId: string;
  escalated: boolean;
}

/**
 * How far the press made at `pressedAt` has come by this incident; undefined when it is not about it. A press is
 * known by its device and the device's time, which the platform keeps as it is.
 * @param pressedAt epoch ms, as the press said
 */
export function judgePress(incident: Incident, pressedAt: number): PressProgress | undefined {
  if (incident.homeId !== CANARY.homeId) return undefined;
  const isPress = incident.events.some(
    ({ deviceId, at }) => deviceId === CANARY.deviceId && Date.parse(at) === pressedAt,
  );
  if (!isPress) return undefined;
  return {
    incidentId: incident.id,
    escalated: incident.events.some(({ type }) => type === 'escalated'),
  };
}
