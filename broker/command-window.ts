import type { PendingCommand } from '../store/pending-commands.ts';

export interface CommandWindow {
  /**
   * What may be sent now of what is pending: in its order, nothing that is under way already.
   * @param pending of one target, oldest first
   */
  admit: (pending: readonly PendingCommand[]) => { packetId: number; command: PendingCommand }[];
  /** The command of a PUBACK; undefined for a packet id of nothing. */
  acknowledge: (packetId: number) => PendingCommand | undefined;
  /** sent and not acknowledged */
  size: () => number;
  hasRoom: () => boolean;
}

/** What is under way on one connection, at most `room` commands: a device that was away for days is told bit by bit. */
export function createCommandWindow(room: number): CommandWindow {
  const underWay = new Map<number, PendingCommand>();
  let lastId = 0;

  /** Packet ids of the server's own direction [MQTT-2.3.1-4]: those that are in use are passed over. */
  function nextId(): number {
    do lastId = (lastId % 65_535) + 1;
    while (underWay.has(lastId));
    return lastId;
  }

  return {
    admit: (pending) => {
      const known = new Set([...underWay.values()].map(({ id }) => id));
      const admitted = pending.filter(({ id }) => !known.has(id)).slice(0, room - underWay.size);
      return admitted.map((command) => {
        const packetId = nextId();
        underWay.set(packetId, command);
        return { packetId, command };
      });
    },
    acknowledge: (packetId) => {
      const command = underWay.get(packetId);
      underWay.delete(packetId);
      return command;
    },
    size: () => underWay.size,
    hasRoom: () => underWay.size < room,
  };
}
