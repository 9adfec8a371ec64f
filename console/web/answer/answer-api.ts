import type { AnswerBody, AnsweredView, AnswerView } from '../../../contracts/answer.ts';

/** `unreachable`: nobody of the platform has answered, or could not at that moment: worth another try. */
export type Asked<T> =
  | { ok: true; value: T }
  | { ok: false; why: 'unknown' | 'expired' | 'refused' | 'unreachable'; retryAfterMs?: number };

const TIMEOUT_MS = 10_000;

export async function askView(token: string): Promise<Asked<AnswerView>> {
  return ask<AnswerView>(token, { method: 'GET' });
}

/** Safe to repeat: the platform counts an answer once. */
export async function sendAnswer(token: string, body: AnswerBody): Promise<Asked<AnsweredView>> {
  return ask<AnsweredView>(token, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function ask<T>(token: string, init: RequestInit): Promise<Asked<T>> {
  try {
    const response = await fetch(`/api/v1/answers/${encodeURIComponent(token)}`, {
      ...init,
      // Who holds the link answers; whoever else is logged in on this phone has nothing to do with it.
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // The platform and this page come from the same build, so the answer has the shape of contracts/.
    if (response.ok) return { ok: true, value: (await response.json()) as T };
    if (response.status === 404) return { ok: false, why: 'unknown' };
    if (response.status === 410) return { ok: false, why: 'expired' };
    if (response.status === 429 || response.status >= 500) {
      const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
      const wait = Number.isFinite(seconds) ? { retryAfterMs: seconds * 1_000 } : {};
      return { ok: false, why: 'unreachable', ...wait };
    }
    return { ok: false, why: 'refused' };
  } catch {
    return { ok: false, why: 'unreachable' };
  }
}
