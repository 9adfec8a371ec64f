import { execFileSync } from 'node:child_process';
import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
  type ECDH,
} from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ReceivedPush {
  at: number;
  /** what the browser reads after decrypting */
  payload: Record<string, unknown>;
  headers: IncomingHttpHeaders;
}

interface Browser {
  ecdh: ECDH;
  auth: Buffer;
}

/**
 * A push service and the browsers behind it: it verifies the VAPID token (RFC 8292) and decrypts what came with the
 * browser's key (RFC 8188, RFC 8291), which proves that a real browser could read it.
 * @param vapidPublicKey the only application server that may push to the subscriptions
 */
export async function startPushProvider(vapidPublicKey: string) {
  const { key, cert } = certificate();
  const browsers = new Map<string, Browser>();
  const pushes: ReceivedPush[] = [];
  let answer: number | 'slow' = 201;
  let requests = 0;
  const server = createServer({ key, cert }, (request, response) => {
    requests += 1;
    void readBody(request).then((body) => {
      if (answer === 'slow') return;
      const status = answer === 201 ? accept(request, body) : answer;
      response.writeHead(status).end();
    });
  });
  const origin = await new Promise<string>((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve(`https://127.0.0.1:${(server.address() as AddressInfo).port}`),
    ),
  );

  function accept({ url = '', headers }: IncomingMessage, body: Buffer): number {
    if (!headers.ttl) return 400;
    if (!isVapid(headers.authorization ?? '', origin, vapidPublicKey)) return 403;
    const browser = browsers.get(url);
    if (!browser) return 410;
    if (body.length > 4096) return 413;
    const payload = JSON.parse(decrypt(body, browser)) as Record<string, unknown>;
    pushes.push({ at: Date.now(), payload, headers });
    return 201;
  }

  return {
    /** for whoever pushes to it: it speaks HTTPS with a certificate of its own */
    ca: cert,
    pushes,
    requests: () => requests,
    answer: (to: typeof answer) => {
      answer = to;
    },
    /** A browser that allows notifications. */
    subscribe: () => {
      const ecdh = createECDH('prime256v1');
      ecdh.generateKeys();
      const auth = randomBytes(16);
      const path = `/push/${randomBytes(12).toString('base64url')}`;
      browsers.set(path, { ecdh, auth });
      return {
        kind: 'push' as const,
        endpoint: `${origin}${path}`,
        p256dh: ecdh.getPublicKey('base64url'),
        auth: auth.toString('base64url'),
      };
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
export type PushProvider = Awaited<ReturnType<typeof startPushProvider>>;

/** RFC 8292 §2: an ES256 token for this origin, not expired, for at most 24 h, by the key that is told beside it. */
function isVapid(authorization: string, origin: string, publicKey: string): boolean {
  const [, token = '', k] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  if (k !== publicKey) return false;
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const { alg } = read(head) as { alg: string };
  const { aud, exp, sub } = read(claims) as { aud: string; exp: number; sub: string };
  const now = Date.now() / 1_000;
  return (
    alg === 'ES256' &&
    aud === origin &&
    exp > now &&
    exp <= now + 86_400 &&
    /^(mailto:|https:)/.test(sub) &&
    verify(
      'sha256',
      Buffer.from(`${head}.${claims}`),
      { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
  );
}

function read(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}

/** One record of aes128gcm (RFC 8188 §2): salt, record size, sender's key, then the padded text with its 0x02 mark. */
function decrypt(body: Buffer, { ecdh, auth }: Browser): string {
  const salt = body.subarray(0, 16);
  const senderKey = body.subarray(21, 21 + (body[20] ?? 0));
  const sealed = body.subarray(21 + senderKey.length);
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), senderKey]);
  const ikm = hkdf(ecdh.computeSecret(senderKey), auth, keyInfo, 32);
  const key = hkdf(ikm, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = hkdf(ikm, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}

function hkdf(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}

/** web-push and browsers know push services by HTTPS alone. */
function certificate(): { key: string; cert: string } {
  const dir = mkdtempSync(join(tmpdir(), 'anju-push-'));
  const files = { key: join(dir, 'key.pem'), cert: join(dir, 'cert.pem') };
  const subject = ['-subj', '/CN=push.test', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...curve, '-keyout', files.key, '-out', files.cert, ...subject], {
    stdio: 'ignore',
  });
  const read = { key: readFileSync(files.key, 'utf8'), cert: readFileSync(files.cert, 'utf8') };
  rmSync(dir, { recursive: true });
  return read;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
