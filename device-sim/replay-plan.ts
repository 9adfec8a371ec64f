import type { HomePlan } from './home-plan.ts';
import type { Recording } from './parse-recording.ts';

/** A home with one device per sensor of a recording. No resident: whoever was recorded is not named. */
export function replayPlan(
  recording: Recording,
  { name, timezone, at }: { name: string; timezone: string; at: Date },
): HomePlan {
  return {
    address: `模拟社区 (simulated) · replay ${name} · ${at.toISOString()}`,
    timezone,
    contacts: [],
    devices: recording.sensors.map(({ sensor, kind, room }) => ({
      key: sensor,
      kind,
      // The sensor's own name tells two sensors of a room apart.
      room: [room, sensor].filter((part) => part.trim() !== '').join(' · '),
      model: 'sim-recording',
    })),
  };
}
