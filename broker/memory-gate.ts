/** Bounds what clients have sent and we have not acknowledged. */
export interface MemoryGate {
  taken: (bytes: number) => void;
  released: (bytes: number) => void;
  /** Nobody reads on from now: the broker stops. */
  shut: () => void;
  /** false: nobody may read on */
  isOpen: () => boolean;
  /** Leaves a way to be woken when reading is allowed again. */
  wait: (wake: () => void) => void;
  forget: (wake: () => void) => void;
  bytes: () => number;
  /** connections that wait */
  paused: () => number;
}

/**
 * Past `capBytes` connections are no longer read, and TCP tells the devices to wait. Opens again at three
 * quarters, so that it does not flutter. What a connection had already been read when the gate closed
 * still comes on top: at most one chunk of 64 KiB each.
 */
export function createMemoryGate(capBytes: number): MemoryGate {
  let bytes = 0;
  let open = true;
  let shut = false;
  let waiting = new Set<() => void>();
  return {
    taken: (count) => {
      bytes += count;
      if (bytes > capBytes) open = false;
    },
    released: (count) => {
      bytes -= count;
      if (open || shut || bytes > capBytes * 0.75) return;
      open = true;
      const woken = waiting;
      waiting = new Set();
      // Not from within an acknowledgement: the rest of its batch comes first.
      setImmediate(() => {
        for (const wake of woken) wake();
      });
    },
    shut: () => {
      shut = true;
      open = false;
    },
    isOpen: () => open,
    wait: (wake) => void waiting.add(wake),
    forget: (wake) => void waiting.delete(wake),
    bytes: () => bytes,
    paused: () => waiting.size,
  };
}
