import { incidentCommandSchema, type IncidentCommand } from '../contracts/device-command.ts';

export interface StageEar {
  /** A payload of a commands topic. @returns undefined for what it cannot read, and for what it was told before */
  hear: (payload: string) => IncidentCommand | undefined;
  /** Calls back for each new stage of this device's alarms, until the function returned is called. */
  listen: (deviceId: string, onStage: (command: IncidentCommand) => void) => () => void;
}

/** Ids kept to tell a command that is said again: what was said so long ago is not said again. */
const REMEMBERED = 10_000;

/** What simulated homes are told about their alarms: each stage once, however often the broker has to say it. */
export function createStageEar(onStage?: (command: IncidentCommand) => void): StageEar {
  const known = new Set<string>();
  const listeners = new Map<string, Set<(command: IncidentCommand) => void>>();

  return {
    hear: (payload) => {
      const command = read(payload);
      if (command === undefined || known.has(command.id)) return undefined;
      known.add(command.id);
      const [oldest] = known;
      if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
      onStage?.(command);
      for (const callback of listeners.get(command.deviceId) ?? []) callback(command);
      return command;
    },
    listen: (deviceId, callback) => {
      const mine = listeners.get(deviceId) ?? new Set();
      listeners.set(deviceId, mine.add(callback));
      return () => void mine.delete(callback);
    },
  };
}

function read(payload: string): IncidentCommand | undefined {
  try {
    return incidentCommandSchema.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}
