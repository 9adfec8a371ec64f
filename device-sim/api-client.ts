import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { SimError } from './sim-error.ts';

export interface Api {
  /** `path` below /api/v1. @throws ApiError when the answer is not 2xx */
  request: <T>(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    schema: z.ZodType<T>,
    body?: object,
  ) => Promise<T>;
  /** all pages of a list, in order */
  list: <T>(path: string, item: z.ZodType<T>) => Promise<T[]>;
}

/** The platform answered, and not with what was asked for. */
export class ApiError extends SimError {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

const sessionSchema = z.object({ csrfToken: z.string() });
const problemSchema = z.object({
  code: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
});
const PATIENCE = 8;

/**
 * Logs in as a person does. Waits as the platform asks (429) and for what heals itself (503).
 * @throws SimError with one line: not reachable, wrong password
 */
export async function logIn(options: { url: string; username: string; password: string }): Promise<Api> {
  const base = `${options.url.replace(/\/$/, '')}/api/v1`;
  let headers: Record<string, string> = {};

  const send = async (method: string, path: string, body?: object): Promise<Response> => {
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(base + path, {
        method,
        headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      }).catch((error: unknown) => {
        throw new SimError(
          `the platform does not answer at ${options.url}; start it (npm start) or set ANJU_URL`,
          {
            cause: error,
          },
        );
      });
      if ((response.status !== 429 && response.status !== 503) || attempt === PATIENCE) return response;
      await response.body?.cancel();
      await pause(Number(response.headers.get('retry-after') ?? 1) * 1000 || 1000);
    }
  };

  const open = async (): Promise<void> => {
    headers = {};
    const { username, password } = options;
    const response = await send('POST', '/session', { username, password });
    if (response.status === 401) {
      await response.body?.cancel();
      throw new SimError(
        `wrong password for ${username} at ${options.url}; set ADMIN_USER and ADMIN_PASSWORD`,
      );
    }
    if (!response.ok) throw await failure(response, 'POST', '/session');
    const { csrfToken } = sessionSchema.parse(await response.json());
    const cookies = [...response.headers.getSetCookie()].map((cookie) => cookie.split(';')[0]);
    headers = { cookie: cookies.join('; '), 'x-csrf-token': csrfToken };
  };

  const request: Api['request'] = async (method, path, schema, body) => {
    let response = await send(method, path, body);
    if (response.status === 401) {
      // The session has ended in the meantime.
      await response.body?.cancel();
      await open();
      response = await send(method, path, body);
    }
    if (!response.ok) throw await failure(response, method, path);
    const parsed = schema.safeParse(await response.json());
    if (!parsed.success)
      throw new SimError(`${method} ${path}: unexpected answer: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  };

  await open();
  return {
    request,
    list: async <T>(path: string, item: z.ZodType<T>) => {
      const page = z.object({ items: z.array(item), nextCursor: z.string().nullish() });
      const all: T[] = [];
      const separator = path.includes('?') ? '&' : '?';
      let cursor: string | null | undefined;
      do {
        const from = cursor ? `${separator}cursor=${encodeURIComponent(cursor)}` : '';
        const { items, nextCursor } = await request('GET', path + from, page);
        for (const one of items) all.push(one);
        cursor = nextCursor;
      } while (cursor);
      return all;
    },
  };
}

async function failure(response: Response, method: string, path: string): Promise<ApiError> {
  const problem = problemSchema.safeParse(await response.json().catch(() => ({})));
  const said = problem.data?.detail ?? problem.data?.title ?? response.statusText;
  const code = problem.data?.code ? ` ${problem.data.code}` : '';
  return new ApiError(`${method} ${path}: ${response.status}${code}: ${said}`, response.status);
}
