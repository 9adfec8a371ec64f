import fc from 'fast-check';
import { parser, type Packet } from 'mqtt-packet';
import { expect, test } from 'vitest';
import { DEVICE_KINDS } from '../../contracts/device.ts';
import { encodePublish, publishTemplates } from './publish-template.ts';

test('a packet that was filled in says what it should, whatever stands before it, and DUP only in a re-send', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...DEVICE_KINDS),
      fc.integer({ min: 1, max: 65_535 }),
      fc.integer({ min: 1_000_000_000_000, max: 9_999_999_999_999 }),
      fc.integer({ min: 1_000_000_000_000, max: 9_999_999_999_999 }),
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 0, max: 50 }),
      (kind, packetId, seq, time, attempts, at) => {
        for (const template of publishTemplates('devices/8888888888888/readings', kind)) {
          const bytes = Buffer.alloc(at + template.bytes.length);
          expect(encodePublish(template, { packetId, seq, time, attempts }, bytes, at)).toBe(bytes.length);
          const packets: Packet[] = [];
          parser()
            .on('packet', (packet: Packet) => packets.push(packet))
            .parse(bytes.subarray(at));
          expect(packets).toHaveLength(1);
          const [packet] = packets;
          expect(packet).toMatchObject({
            cmd: 'publish',
            topic: 'devices/8888888888888/readings',
            qos: 1,
            retain: false,
            dup: attempts > 0,
            messageId: packetId,
          });
          const payload = packet?.cmd === 'publish' ? packet.payload.toString() : '';
          expect(JSON.parse(payload)).toMatchObject({ seq, time });
        }
      },
    ),
  );
});
