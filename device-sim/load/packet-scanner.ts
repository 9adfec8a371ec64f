const PUBACK = 0x40;
const CONNACK = 0x20;

export interface ScannedPackets {
  puback: (packetId: number) => void;
  connack: (returnCode: number) => void;
}

/**
 * Finds the PUBACKs and the CONNACK in what a broker sends; every other packet is passed over. A full parser costs
 * several µs a packet, which at tens of thousands a second would make the generator the bottleneck.
 * @returns a function that takes the next bytes; they may be overwritten once it has returned
 * @throws Error (from it) when the stream is not MQTT
 */
export function packetScanner(found: ScannedPackets): (chunk: Uint8Array) => void {
  let rest: Uint8Array | undefined;
  return (chunk) => {
    let data = chunk;
    if (rest !== undefined) {
      data = new Uint8Array(rest.length + chunk.length);
      data.set(rest);
      data.set(chunk, rest.length);
      rest = undefined;
    }
    let at = 0;
    while (at + 1 < data.length) {
      let length = data[at + 1] as number;
      let bodyAt = at + 2;
      if (length > 127) {
        const long = remainingLength(data, at + 1);
        if (long === undefined) break;
        ({ length, bodyAt } = long);
      }
      if (bodyAt + length > data.length) break;
      const type = data[at];
      if (type === PUBACK) found.puback(((data[bodyAt] as number) << 8) | (data[bodyAt + 1] as number));
      else if (type === CONNACK) found.connack(data[bodyAt + 1] as number);
      at = bodyAt + length;
    }
    // A copy: a Buffer's own `slice` would share what is about to be overwritten.
    if (at < data.length) rest = new Uint8Array(data.subarray(at));
  };
}

/** [MQTT-2.2.3] up to four bytes of seven bits; undefined when they are not all there yet. */
function remainingLength(data: Uint8Array, from: number): { length: number; bodyAt: number } | undefined {
  let length = 0;
  for (let n = 0; n < 4; n++) {
    const byte = data[from + n];
    if (byte === undefined) return undefined;
    length |= (byte & 0x7f) << (7 * n);
    if (byte < 128) return { length, bodyAt: from + n + 1 };
  }
  throw new Error('the broker sent a remaining length of more than four bytes: that is not MQTT');
}
