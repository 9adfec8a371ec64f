import { request as requestHttp, Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { request as requestHttps, Agent as HttpsAgent } from 'node:https';
import { allowedLookup } from './allowed-target.ts';
import { SendError } from './send-error.ts';

export interface HttpPost {
  /** @returns the status; what else the other side says is not read. Redirects are not followed. */
  post: (url: URL, headers: Record<string, string>, body: Buffer, signal: AbortSignal) => Promise<number>;
  stop: () => void;
}

/** Posts to addresses that people typed in or browsers gave: never to link-local or metadata addresses. */
export function createHttpPost({
  allowLoopback,
  ca,
}: {
  allowLoopback: boolean;
  ca?: string | undefined;
}): HttpPost {
  const lookup = allowedLookup(allowLoopback);
  const http = new HttpAgent({ keepAlive: true });
  const https = new HttpsAgent({ keepAlive: true, ...(ca && { ca }) });
  const once = (
    url: URL,
    headers: Record<string, string>,
    body: Buffer,
    signal: AbortSignal,
    again: boolean,
  ) =>
    new Promise<number>((resolve, reject) => {
      const options = {
        method: 'POST',
        headers: { ...headers, 'content-length': body.length },
        lookup,
        signal,
      };
      const sent =
        url.protocol === 'https:'
          ? requestHttps(url, { ...options, agent: https })
          : requestHttp(url, { ...options, agent: http });
      sent.on('error', (error: Error & { code?: string }) => {
        // The other side closed a kept connection just when it was used again: that is no fault of the message.
        if (again && sent.reusedSocket && error.code === 'ECONNRESET')
          resolve(once(url, headers, body, signal, false));
        else reject(connectionError(error));
      });
      sent.on('response', (response) => {
        drain(response);
        resolve(response.statusCode ?? 0);
      });
      sent.end(body);
    });
  return {
    post: (url, headers, body, signal) => once(url, headers, body, signal, true),
    stop: () => {
      http.destroy();
      https.destroy();
    },
  };
}

/** Reads the rest so that the connection can be used again, but not from somebody who never stops talking. */
function drain(response: IncomingMessage): void {
  let bytes = 0;
  const timer = setTimeout(() => response.destroy(), 1_000).unref();
  response
    .on('error', () => undefined)
    .on('close', () => clearTimeout(timer))
    .on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > 65_536) response.destroy();
    });
}

function connectionError(error: Error & { code?: string }): SendError {
  if (error instanceof SendError) return error;
  const providerCode = error.code ?? error.name;
  return new SendError({
    code: 'provider_down',
    retry: true,
    message: `no connection to the receiver (${providerCode})`,
    providerCode,
  });
}

/**
 * What a receiver's status means. 408, 425 and 429 ask for another attempt; any other 3xx and 4xx would say the same
 * again.
 * @returns undefined for 2xx
 */
export function statusError(status: number): SendError | undefined {
  if (status >= 200 && status < 300) return undefined;
  const providerCode = String(status);
  if (status === 429) {
    return new SendError({
      code: 'limited',
      retry: true,
      message: 'the receiver asks for fewer messages',
      providerCode,
    });
  }
  const down = status >= 500 || status === 408 || status === 425;
  return new SendError({
    code: down ? 'provider_down' : 'provider_refused',
    retry: down,
    message: `the receiver answered with HTTP status ${status}`,
    providerCode,
  });
}
