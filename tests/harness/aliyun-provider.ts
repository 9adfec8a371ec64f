import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request that Aliyun would have carried out. */
export interface AliyunCall {
  at: number;
  action: string;
  parameters: Record<string, string>;
  /** the BizId or CallId that was given back */
  providerId: string;
}

/** How the provider behaves from now on: `refusing` answers with a code, `down` with 503, `slow` not at all. */
export type AliyunMood =
  { is: 'well'; afterMs?: number } | { is: 'down' | 'slow' } | { is: 'refusing'; code: string };

/** How long a nonce must not come again, and how far the clocks may be apart (published: 15 min). */
const WINDOW_MS = 15 * 60_000;

const REQUIRED: Record<string, string[]> = {
  SendSms: ['PhoneNumbers', 'SignName', 'TemplateCode'],
  IvrCall: ['CalledShowNumber', 'CalledNumber', 'StartCode', 'MenuKeyMap.1.Key'],
  SingleCallByTts: ['CalledShowNumber', 'CalledNumber', 'TtsCode'],
};

/**
 * A server that speaks Aliyun's published RPC protocol (2017-05-25): it computes every signature anew from the secret
 * and refuses what is wrong, stale, replayed or incomplete with Aliyun's codes.
 */
export async function startAliyunProvider(account: { accessKeyId: string; accessKeySecret: string }) {
  const calls: AliyunCall[] = [];
  const nonces = new Map<string, number>();
  let mood: AliyunMood = { is: 'well' };
  let requests = 0;

  const server = createServer((request, response) => {
    requests += 1;
    void readBody(request).then((body) => {
      if (mood.is === 'slow') return;
      if (mood.is === 'down') return response.writeHead(503).end('<html>upstream is away</html>');
      const parameters = decode(`${request.url?.split('?')[1] ?? ''}&${body}`);
      const answer = check(request.method ?? '', parameters);
      const say = (): void =>
        void response
          .writeHead(answer.status, { 'content-type': 'application/json;charset=utf-8' })
          .end(JSON.stringify({ RequestId: randomUUID().toUpperCase(), ...answer.body }));
      const afterMs = mood.is === 'well' ? mood.afterMs : undefined;
      if (afterMs === undefined) say();
      else setTimeout(say, afterMs);
    });
  });

  function check(method: string, given: Record<string, string>) {
    const error = (status: number, code: string, message: string) => ({
      status,
      body: { Code: code, Message: message, HostId: 'dysmsapi.aliyuncs.com' } as Record<string, string>,
    });
    if (given['AccessKeyId'] !== account.accessKeyId) {
      return error(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
    }
    if (!isSigned(method, given, account.accessKeySecret)) {
      return error(400, 'SignatureDoesNotMatch', 'Specified signature is not matched with our calculation.');
    }
    const timestamp = Date.parse(given['Timestamp'] ?? '');
    if (!(Math.abs(Date.now() - timestamp) < WINDOW_MS)) {
      return error(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
    }
    const nonce = given['SignatureNonce'] ?? '';
    if (nonce === '' || nonces.has(nonce)) {
      return error(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
    }
    nonces.set(nonce, timestamp);
    const action = given['Action'] ?? '';
    const required = REQUIRED[action];
    if (given['Version'] !== '2017-05-25' || !required) {
      return error(404, 'InvalidAction.NotFound', 'Specified api is not found.');
    }
    const missing = required.find((name) => !given[name]);
    if (missing) return error(400, `Missing${missing}`, `${missing} is mandatory for this action.`);
    // What Aliyun's products say comes with status 200.
    if (mood.is === 'refusing') return { status: 200, body: { Code: mood.code, Message: 'refused' } };
    if (Buffer.byteLength(given['OutId'] ?? '') > 15 && action !== 'SendSms') {
      return { status: 200, body: { Code: 'isv.INVALID_PARAMETERS', Message: 'OutId' } };
    }
    const id = `${Date.now()}^${calls.length}`;
    calls.push({ at: Date.now(), action, parameters: given, providerId: id });
    return {
      status: 200,
      body: { Code: 'OK', Message: 'OK', [action === 'SendSms' ? 'BizId' : 'CallId']: id },
    };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    /** all that came in, whether carried out or not */
    requests: () => requests,
    behave: (to: AliyunMood) => {
      mood = to;
    },
    /** Pushes a report as the HTTP batch push does: a JSON array; true if the receiver took it. */
    report: async (url: string, entries: object[]): Promise<boolean> => {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json;charset=UTF-8' },
        body: JSON.stringify(entries),
      });
      return answer.ok && typeof ((await answer.json()) as { code?: unknown }).code === 'number';
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
export type AliyunProvider = Awaited<ReturnType<typeof startAliyunProvider>>;

/** The entry of SmsReport for a text message. */
export function smsReport({ parameters, providerId }: AliyunCall, success: boolean, code = 'DELIVERED') {
  return {
    phone_number: parameters['PhoneNumbers'],
    send_time: '2026-01-01 00:00:00',
    report_time: '2026-01-01 00:00:01',
    success,
    err_code: code,
    err_msg: '',
    sms_size: '1',
    biz_id: providerId,
    out_id: parameters['OutId'],
  };
}

/** The entry of VoiceReport for a call. */
export function voiceReport({ parameters, providerId }: AliyunCall, statusCode: string, dtmf = '') {
  return {
    call_id: providerId,
    status_code: statusCode,
    status_msg: '',
    out_id: parameters['OutId'],
    callee: parameters['CalledNumber'],
    duration: '12',
    dtmf,
    voice_type: 'voice',
  };
}

/** RPC signature, version 1.0: HMAC-SHA1 with `secret&` over the method, `/` and all parameters in order, encoded twice. */
function isSigned(method: string, given: Record<string, string>, secret: string): boolean {
  const { Signature: signature = '', ...signed } = given;
  const query = Object.keys(signed)
    .sort()
    .map((name) => `${percent(name)}=${percent(signed[name] ?? '')}`)
    .join('&');
  const expected = createHmac('sha1', `${secret}&`)
    .update(`${method}&${percent('/')}&${percent(query)}`)
    .digest();
  const actual = Buffer.from(signature, 'base64');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** RFC 3986: only letters, digits and -_.~ stay. */
function percent(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(form: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(form));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
