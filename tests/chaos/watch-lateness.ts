import type { Incident } from '../../contracts/incident.ts';
import { pressKey, type PromisedPress, type Promises } from './promises.ts';

/** When each press was first seen on any screen. Epoch ms by the clock of this process. */
export function watchLateness() {
  const seen = new Map<string, number>();
  return {
    onIncident: ({ events }: Incident): void => {
      const now = Date.now();
      // The newest are last; what was seen before is not looked at again.
      for (let index = events.length - 1; index >= 0; index--) {
        const event = events[index];
        if (event?.deviceId === undefined) continue;
        const key = pressKey(event.deviceId, Date.parse(event.at));
        if (!seen.has(key)) seen.set(key, now);
      }
    },
    /** When any screen showed it first. */
    seenAt: ({ deviceId, time }: PromisedPress): number | undefined => seen.get(pressKey(deviceId, time)),
    /** From the acknowledgement of a press until an operator could see it, ms, with the moment of the acknowledgement. */
    lateness: ({ presses }: Promises): { at: number; ms: number; id: string }[] =>
      presses.flatMap(({ id, deviceId, time, acknowledgedAt }) => {
        const at = seen.get(pressKey(deviceId, time));
        return at === undefined ? [] : [{ id, at: acknowledgedAt, ms: Math.max(0, at - acknowledgedAt) }];
      }),
  };
}
