import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a WebSocket handshake comes from a page of ours. Browsers send cookies along from any page, and
 * WebSockets know no CORS, so the origin is what tells. Programs send none.
 */
export function sameOrigin({ origin, host, 'x-forwarded-host': forwarded }: IncomingHttpHeaders): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin).host;
  return from === host || (typeof forwarded === 'string' && from === forwarded.split(',')[0]?.trim());
}
