import { z } from 'zod';
import { alarmTypeSchema } from '../contracts/alarm.ts';
import { deviceKindSchema } from '../contracts/device.ts';
import { LANES } from '../contracts/uplink.ts';

/** One line of a ledger: one message a simulated device had to say, and what became of it (docs/ledger.md). Times: epoch ms. */
export const ledgerEntrySchema = z.object({
  /** unique in the ledger: `device:seq`, and a suffix for a copy */
  id: z.string(),
  /** device the reading is about; behind a gateway not the one that is connected */
  device: z.string(),
  topic: z.string(),
  seq: z.number().int(),
  /** what the device's clock said: the `time` of the payload */
  time: z.number().int(),
  /** when it should have left; a simulator that cannot keep up shows here */
  intendedAt: z.number(),
  /** first write to the socket; absent: it never left */
  sentAt: z.number().optional(),
  /** PUBACK; absent: nobody promised anything */
  acknowledgedAt: z.number().optional(),
  /** first write to PUBACK, ms with fractions */
  ackMs: z.number().optional(),
  /** how often it was written; above 1 it was re-sent with DUP */
  attempts: z.number().int().optional(),
  kind: deviceKindSchema,
  lane: z.enum(LANES),
  /** what has to come out: a stored reading, an alarm of this type, nothing new (a copy), a test on record */
  expected: z.union([z.enum(['reading', 'duplicate', 'test']), alarmTypeSchema]),
});

export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;
export type Expected = LedgerEntry['expected'];
