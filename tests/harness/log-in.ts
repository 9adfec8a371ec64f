/** A person's or program's session at the console. */
export interface Session {
  cookie: string;
  /** The answer's JSON; throws with status and problem code when it is not 2xx. */
  request<Answer = unknown>(method: string, path: string, body?: unknown): Promise<Answer>;
}

interface Problem {
  code?: string;
  detail?: string;
}

/** Logs in at `httpUrl` and keeps the cookie and the CSRF token. */
export async function logIn(httpUrl: string, username: string, password: string): Promise<Session> {
  const answer = await fetch(`${httpUrl}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  if (!answer.ok) throw new Error(`log-in of ${username} refused: ${answer.status} ${await answer.text()}`);
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const request = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${httpUrl}/api/v1${path}`, {
      method,
      headers: {
        cookie,
        'x-csrf-token': csrfToken,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    if (response.ok) return parsed as Answer;
    const problem = parsed as Problem | undefined;
    throw Object.assign(new Error(`${method} ${path}: ${response.status} ${problem?.detail ?? ''}`), {
      status: response.status,
      code: problem?.code,
    });
  };
  return { cookie, request };
}
