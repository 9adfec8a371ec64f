import fc from 'fast-check';
import { generate, type Packet } from 'mqtt-packet';
import { expect, test } from 'vitest';
import { packetScanner } from './packet-scanner.ts';

const packet: fc.Arbitrary<Packet> = fc.oneof(
  fc.integer({ min: 1, max: 65_535 }).map((messageId) => ({ cmd: 'puback' as const, messageId })),
  fc
    .constantFrom(0, 4, 5)
    .map((returnCode) => ({ cmd: 'connack' as const, returnCode, sessionPresent: false })),
  fc.constant({ cmd: 'pingresp' as const }),
  fc.nat({ max: 20_000 }).map((size) => ({
    cmd: 'publish' as const,
    topic: 'devices/d/commands',
    payload: Buffer.alloc(size, 0x40),
    qos: 1 as const,
    messageId: 7,
    dup: false,
    retain: false,
  })),
);

test('finds every PUBACK and CONNACK, and nothing else, however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(packet, { maxLength: 20 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 30 })),
      (packets, cuts) => {
        const found: string[] = [];
        const scan = packetScanner({
          puback: (id) => found.push(`puback ${id}`),
          connack: (code) => found.push(`connack ${code}`),
        });
        const bytes = Buffer.concat(packets.map((each) => generate(each)));
        // One buffer is used again and again, as the sockets do.
        const shared = Buffer.alloc(30 * 100);
        for (let at = 0; at < bytes.length;) {
          const cut = cuts.next().value * (bytes.length > 1_000 ? 100 : 1);
          const size = bytes.copy(shared, 0, at, at + cut);
          scan(shared.subarray(0, size));
          at += size;
        }
        expect(found).toEqual(
          packets.flatMap((each) =>
            each.cmd === 'puback'
              ? [`puback ${each.messageId}`]
              : each.cmd === 'connack'
                ? [`connack ${each.returnCode}`]
                : [],
          ),
        );
      },
    ),
  );
});

test('what is no MQTT is an error, not silence', () => {
  const scan = packetScanner({ puback: () => undefined, connack: () => undefined });
  expect(() => scan(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0xff]))).toThrow('not MQTT');
});
