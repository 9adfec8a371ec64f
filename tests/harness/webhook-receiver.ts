import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifySignature } from '../../channels/webhook-signature.ts';

export interface ReceivedHook {
  at: number;
  id: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A dispatch system as docs/webhooks.md tells one to be: it verifies, and drops what it has seen. */
export async function startWebhookReceiver(secret: string) {
  const hooks: ReceivedHook[] = [];
  const seen = new Set<string>();
  const refused: string[] = [];
  let requests = 0;
  let answer: { status: number; headers?: Record<string, string> } | 'slow' = { status: 204 };
  const server = createServer((request, response) => {
    requests += 1;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const verified = verifySignature({ secret, headers: request.headers, body });
      if (!verified.ok) {
        refused.push(verified.reason);
        return response.writeHead(401).end();
      }
      if (answer === 'slow') return;
      if (answer.status < 300 && !seen.has(verified.id)) {
        seen.add(verified.id);
        hooks.push({ at: Date.now(), id: verified.id, headers: request.headers, body: body.toString() });
      }
      response.writeHead(answer.status, answer.headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    /** each id once */
    hooks,
    refused,
    requests: () => requests,
    answer: (to: typeof answer) => {
      answer = to;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
export type WebhookReceiver = Awaited<ReturnType<typeof startWebhookReceiver>>;
