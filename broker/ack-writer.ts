import type { Connection } from './connection.ts';
import { sendBytes } from './send-bytes.ts';

/**
 * Writes the PUBACKs of one commit: one write per connection, whatever number of messages it had in flight.
 * The order is that of durability; a gateway's press may overtake its own routine readings, which MQTT
 * allows a receiver ([MQTT-4.6.0-2] binds clients).
 */
export function createAckWriter(): (connection: Connection<unknown>, packetId: number) => void {
  let dirty: Connection<unknown>[] = [];

  function flush(): void {
    const connections = dirty;
    dirty = [];
    for (const connection of connections) {
      const ids = connection.acks.splice(0);
      const bytes = Buffer.allocUnsafe(ids.length * 4);
      let at = 0;
      for (const id of ids) {
        bytes[at] = 0x40;
        bytes[at + 1] = 2;
        bytes[at + 2] = id >> 8;
        bytes[at + 3] = id & 0xff;
        at += 4;
      }
      sendBytes(connection, bytes);
    }
  }

  return (connection, packetId) => {
    if (connection.acks.push(packetId) > 1) return;
    if (dirty.push(connection) === 1) process.nextTick(flush);
  };
}
