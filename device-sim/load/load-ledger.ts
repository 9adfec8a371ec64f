import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { laneOf } from '../../contracts/device.ts';
import type { Expected } from '../ledger-entry.ts';
import { openForAppend } from '../open-for-append.ts';
import type { LoadClass } from './load-class.ts';
import type { LoadDevice } from './load-device.ts';
import type { LoadMessage } from './load-message.ts';
import type { LoadWitness } from './run-load.ts';

const CHUNK = 65_536;
const AT_LEAST_EVERY_MS = 1_000;
const MOST_UNWRITTEN = 32 * 1024 * 1024;

const EXPECTED: Record<LoadClass, Expected> = { readings: 'reading', presses: 'sos' };

export interface LoadLedger extends LoadWitness {
  /**
   * Writes what is left and closes the file.
   * @throws Error when it could not be written: a ledger with holes is none
   */
  close: () => Promise<void>;
}

/**
 * The ledger of a load (docs/ledger.md), for tens of thousands of lines a second: lines are put together by hand and
 * leave by chunks of whole lines, so that several processes can append to one file. A disk that cannot
 * follow holds the load back, and its lag tells; memory stays bounded.
 * @throws SimError when the file cannot be opened
 */
export function openLoadLedger(file: string): LoadLedger {
  const stream = createWriteStream(file, { fd: openForAppend(file) });
  const flushed = finished(stream);
  // Looked at in `close`; until then a failed write must not end the process unasked.
  flushed.catch(() => undefined);
  const known = new Map<LoadDevice, { start: string; end: string }>();
  let lines = '';

  const flush = (): void => {
    if (lines === '') return;
    stream.write(lines);
    lines = '';
  };
  const timer = setInterval(flush, AT_LEAST_EVERY_MS);

  const fixedParts = (message: LoadMessage): { start: string; end: string } => {
    const { device, topic } = message;
    const { kind } = device;
    const parts = {
      start: `","device":${JSON.stringify(device.id)},"topic":${JSON.stringify(topic)},"seq":`,
      end: `,"kind":"${kind}","lane":"${laneOf(kind)}","expected":"${EXPECTED[message.class]}"}\n`,
    };
    known.set(device, parts);
    return parts;
  };

  return {
    note: (message) => {
      const { start, end } = known.get(message.device) ?? fixedParts(message);
      const { id, seq, time, intendedAt, sentAt, acknowledgedAt, ackMs = 0, attempts } = message;
      // As in other ledgers, only an acknowledged line has the moments.
      const fate =
        sentAt === undefined || acknowledgedAt === undefined
          ? ''
          : `,"sentAt":${Math.floor(sentAt)},"acknowledgedAt":${Math.floor(acknowledgedAt)}` +
            `,"ackMs":${Math.round(ackMs * 1000) / 1000}`;
      const written = attempts === 0 ? '' : `,"attempts":${attempts}`;
      lines += `{"id":"${id}${start}${seq},"time":${time},"intendedAt":${Math.floor(intendedAt)}${fate}${written}${end}`;
      if (lines.length >= CHUNK) flush();
    },
    isBehind: () => stream.writableLength > MOST_UNWRITTEN,
    close: async () => {
      clearInterval(timer);
      flush();
      stream.end();
      await flushed;
    },
  };
}
