import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packUplink, shardOf, unpackUplink, type UplinkMessage } from './uplink.ts';

const message: fc.Arbitrary<UplinkMessage> = fc.record({
  clientId: fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
  topic: fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }),
  payload: fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
  receivedAt: fc.integer({ min: 0, max: 2 ** 48 - 1 }),
  sinceConnect: fc.integer({ min: 0, max: 0xffffffff }),
  packetId: fc.integer({ min: 0, max: 0xffff }),
  dup: fc.boolean(),
  retain: fc.boolean(),
});
// A client id has at most 255 bytes; the broker refuses longer ones.
const messages = fc.array(
  message.filter((m) => Buffer.byteLength(m.clientId) <= 255),
  { maxLength: 20 },
);

describe('the uplink frame', () => {
  it('gives back every message of a batch as it was, in order', () => {
    fc.assert(
      fc.property(messages, (batch) => {
        expect(unpackUplink(packUplink(batch))).toEqual(batch);
      }),
    );
  });

  it('can be written whatever the clock was set to between CONNECT and the message', () => {
    fc.assert(
      fc.property(messages, fc.integer(), (batch, sinceConnect) => {
        const packed = packUplink(batch.map((one) => ({ ...one, sinceConnect })));
        const kept = Math.min(Math.max(sinceConnect, 0), 0xffffffff);
        expect(unpackUplink(packed)).toEqual(batch.map((one) => ({ ...one, sinceConnect: kept })));
      }),
    );
  });

  it('is refused whole when it is cut anywhere, never half read', () => {
    fc.assert(
      fc.property(
        message.filter((m) => Buffer.byteLength(m.clientId) <= 255),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (one, where) => {
          const packed = packUplink([one]);
          const cut = packed.subarray(0, Math.max(1, Math.floor((packed.length - 1) * where)));
          expect(() => unpackUplink(cut)).toThrow(RangeError);
        },
      ),
    );
  });

  it('says which version it does not know', () => {
    expect(() => unpackUplink(Buffer.from([9]))).toThrow('unknown version 9');
  });
});

describe('the shard of a home', () => {
  it('is always the same one, and within the number of shards', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 64 }), (home, shards) => {
        const shard = shardOf(home, shards);
        expect(shard).toBe(shardOf(home, shards));
        expect(shard).toBeGreaterThanOrEqual(0);
        expect(shard).toBeLessThan(shards);
      }),
    );
  });

  // Changing the function moves homes between shards and breaks their order during an update.
  it('is pinned for known homes', () => {
    expect(shardOf('0198c0de-0000-7000-8000-000000000001', 8)).toBe(
      shardOf('0198c0de-0000-7000-8000-000000000001', 16) % 8,
    );
    expect(shardOf('a', 1 << 30)).toBe(0xe40c292c % (1 << 30));
  });
});
