import cookie from '@fastify/cookie';

export const COOKIE_NAME = 'anju_session';

export type CookieSigner = InstanceType<typeof cookie.Signer>;

/** Signs and checks session cookies; HTTP and Socket.IO share it. */
export function cookieSigner(secret: string): CookieSigner {
  return new cookie.Signer(secret, 'sha256');
}

/** The session id in a `Cookie` header, when it is one that we have signed. */
export function sessionIdOf(header: string | undefined, signer: CookieSigner): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name, value = ''] = part.trim().split('=', 2);
    if (name !== COOKIE_NAME) continue;
    const unsigned = signer.unsign(decoded(value));
    return unsigned.valid && unsigned.value ? unsigned.value : undefined;
  }
  return undefined;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
