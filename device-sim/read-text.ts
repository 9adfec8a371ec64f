import { readFileSync } from 'node:fs';
import { SimError } from './sim-error.ts';

/** @throws SimError when there is no such file */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new SimError(`${file} cannot be read (${code})`, { cause: error });
  }
}
