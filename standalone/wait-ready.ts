import { pollUntil } from './poll-until.ts';
import type { HealthUrls } from './service-env.ts';

/** Waits until an alarm would really get through; says which part is not ready when the time is over. */
export async function waitReady(
  health: HealthUrls,
  { timeoutMs = 60_000, failed }: { timeoutMs?: number; failed?: Promise<Error> } = {},
): Promise<void> {
  const ready = async () => (await ask(health.console)).ok;
  try {
    await pollUntil(ready, { timeoutMs, everyMs: 100, ...(failed && { failed }) });
  } catch (error) {
    const parts = await Promise.all(
      Object.entries(health).map(async ([name, url]) => ({ name, ...(await ask(url)) })),
    );
    const notReady = parts.filter((part) => !part.ok).map((part) => `  ${part.name}: ${part.said}`);
    throw new Error(`Anju is not ready: ${(error as Error).message}.\n${notReady.join('\n')}`, {
      cause: error,
    });
  }
}

async function ask(url: string): Promise<{ ok: boolean; said: string }> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    return { ok: answer.ok, said: `${answer.status} ${(await answer.text()).slice(0, 300)}` };
  } catch {
    return { ok: false, said: `no answer at ${url}/readyz` };
  }
}
