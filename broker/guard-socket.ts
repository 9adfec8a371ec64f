import type { Connection } from './connection.ts';
import type { MemoryGate } from './memory-gate.ts';
import type { Violation } from './packet-violation.ts';
import type { StrictPackets } from './strict-packets.ts';

export interface GuardSocketOptions<Known> {
  connection: Connection<Known>;
  packets: StrictPackets;
  gate: MemoryGate;
  onViolation: (violation: Violation) => void;
}

/**
 * Stands between a socket and Aedes, which fetches bytes with `socket.read()`: that one method is replaced,
 * so there is no second stream to pay for. Aedes gets whole, well-formed packets, and nothing while
 * - a publish of this connection is not settled yet (what it may hold in memory is one chunk),
 * - too much of all connections is unacknowledged.
 * Bytes then stay in the socket and at last with the client: TCP's own back-pressure.
 */
export function guardSocket<Known>(options: GuardSocketOptions<Known>): void {
  const { connection, packets, gate, onViolation } = options;
  const { socket } = connection;
  const readSocket = socket.read.bind(socket) as (size?: number) => Buffer | null;
  let violated = false;

  connection.wake = () => {
    if (connection.paused) {
      connection.paused = false;
      connection.heardAt = Date.now(); // it was us who did not listen
    }
    connection.held = false;
    if (!connection.closed && !socket.destroyed) socket.emit('readable');
  };

  socket.read = (size?: number): Buffer | null => {
    if (size === 0) return readSocket(0); // Node's own: starts reading, takes nothing
    if (violated || connection.closed) return null;
    if (connection.outstanding > 0) {
      connection.held = true;
      return null;
    }
    connection.held = false;
    if (!gate.isOpen()) {
      connection.paused = true;
      gate.wait(connection.wake);
      return null;
    }
    const read = packets.read(readSocket());
    if (read.count > 0) connection.heardAt = Date.now();
    if (read.violation) {
      violated = true;
      const { violation } = read;
      // What stood before it is good: Aedes gets it first.
      setImmediate(() => onViolation(violation));
    }
    return read.packets;
  };
}
