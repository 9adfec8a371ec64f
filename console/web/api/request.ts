import { clockSkew } from '../clock/clock-skew.ts';
import { setClockSkew } from '../clock/platform-clock.ts';
import { ApiError } from './api-error.ts';

const TIMEOUT_MS = 8_000;
let csrfToken = '';

/** The token that writes carry; POST and GET /session give it. */
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * Asks the platform's HTTP API. `path` stands behind `/api/v1`.
 * @throws ApiError with the code of the problem document, or `unreachable` when no answer came within 8 s
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const sentAt = Date.now();
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const method = options.method ?? 'GET';
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(options.body !== undefined && { 'content-type': 'application/json' }),
        ...(method !== 'GET' && { 'x-csrf-token': csrfToken }),
      },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    });
  } catch (cause) {
    throw new ApiError({ status: 0, code: 'unreachable', detail: `${method} ${path} got no answer`, cause });
  }
  setClockSkew(clockSkew(response.headers.get('date'), sentAt, Date.now()));
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  // The platform and this page come from the same build, so the answer has the shape of contracts/.
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

async function problemOf(response: Response): Promise<ApiError> {
  const problem: unknown = await response.json().catch(() => undefined);
  const field = (name: string): string | undefined => {
    if (typeof problem !== 'object' || problem === null) return undefined;
    const value: unknown = Reflect.get(problem, name);
    return typeof value === 'string' ? value : undefined;
  };
  const retryAfter = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  // A proxy in front answers 502-504 without a problem document: nobody of ours was reached.
  const code = field('code') ?? (response.status >= 502 ? 'unreachable' : 'internal');
  return new ApiError({
    status: response.status,
    code,
    detail: field('detail') ?? field('title') ?? `${response.status} ${response.statusText}`,
    ...(Number.isFinite(retryAfter) && { retryAfter }),
  });
}
