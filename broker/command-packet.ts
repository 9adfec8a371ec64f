import { generate } from 'mqtt-packet';
import type { IncidentCommand } from '../contracts/device-command.ts';
import type { PendingCommand } from '../store/pending-commands.ts';

/** The PUBLISH that carries a command, as bytes. */
export function commandPacket(
  topic: string,
  { qos, packetId, command }: { qos: 0 | 1; packetId: number; command: PendingCommand },
): Buffer {
  const said: IncidentCommand = {
    id: command.id,
    type: 'incident',
    stage: command.stage,
    incidentId: command.incidentId,
    deviceId: command.deviceId,
    at: command.createdAt.toISOString(),
  };
  const payload = JSON.stringify(said);
  const packet = { cmd: 'publish', topic, payload, qos, retain: false, dup: false } as const;
  return generate(qos === 0 ? packet : { ...packet, messageId: packetId });
}
