import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faketimeBehindSetpriv, newestFaketime } from '../../bench/escalation/faketime.ts';

/** The wall clock that services and PostgreSQL see. */
export interface FalseClock {
  /** why it cannot be set; then everybody sees the true one */
  readonly problem: string | undefined;
  /** for services; for a program that is started as another user through setpriv */
  readonly env: Record<string, string>;
  readonly envBehindSetpriv: Record<string, string>;
  /** ms ahead of the true clock; 0: right again */
  set(ms: number): Promise<void>;
  /** what it was at a moment, ms; epoch ms by the true clock */
  offsetAt(at: number): number;
}

/** libfaketime looks at the file anew after so long, s: asking every time would cost more than all else. */
const CACHED_S = '1';

export async function openFalseClock(dir: string): Promise<FalseClock> {
  await mkdir(dir, { recursive: true, mode: 0o711 });
  const file = join(dir, 'clock');
  const steps: { at: number; ms: number }[] = [{ at: 0, ms: 0 }];
  const set = async (ms: number): Promise<void> => {
    steps.push({ at: Date.now(), ms });
    await writeFile(file, `${ms < 0 ? '-' : '+'}${Math.abs(ms) / 1_000}s`, { mode: 0o644 });
  };
  await writeFile(file, '+0s', { mode: 0o644 });
  const offsetAt = (at: number): number => steps.findLast((step) => step.at <= at)?.ms ?? 0;
  try {
    const { FAKETIME_NO_CACHE: _, ...found } = newestFaketime(file);
    const env = { ...found, FAKETIME_CACHE_DURATION: CACHED_S };
    const envBehindSetpriv = await faketimeBehindSetpriv(env, join(dir, 'bin'));
    return { problem: undefined, env, envBehindSetpriv, set, offsetAt };
  } catch (error) {
    const problem = (error as Error).message;
    return { problem, env: {}, envBehindSetpriv: {}, set: async () => undefined, offsetAt };
  }
}
