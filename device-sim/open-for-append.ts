import { openSync } from 'node:fs';
import { SimError } from './sim-error.ts';

/** A ledger's file, readable by its owner alone. @throws SimError when it cannot be opened */
export function openForAppend(file: string): number {
  try {
    return openSync(file, 'a', 0o600);
  } catch (error) {
    throw new SimError(`--ledger ${file} cannot be written: ${(error as Error).message}`, { cause: error });
  }
}
