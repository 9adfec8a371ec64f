import RpcClient from '@alicloud/pop-core';
import { z } from 'zod';
import { aliyunError } from './aliyun-error.ts';
import { SendError } from './send-error.ts';

export interface AliyunOptions {
  endpoint: string;
  accessKeyId: string;
  accessKeySecret: string;
}

type Parameters = Record<string, string | number | Record<string, string>[]>;

/** Longer than any attempt: the guard ends it before. */
const SOCKET_MS = 10_000;

const answerSchema = z.object({
  Code: z.string(),
  BizId: z.string().optional(),
  CallId: z.string().optional(),
});

/**
 * Calls one action of Aliyun's RPC protocol (version 2017-05-25 of both products), signed with HMAC-SHA1.
 * @returns what Aliyun calls the message: `BizId` or `CallId`
 * @throws SendError
 */
export function createAliyunClient({ endpoint, accessKeyId, accessKeySecret }: AliyunOptions) {
  const client = new RpcClient({ endpoint, accessKeyId, accessKeySecret, apiVersion: '2017-05-25' });
  return async (action: string, parameters: Parameters): Promise<string | undefined> => {
    let answer: unknown;
    try {
      // POST: in a URL the numbers would stand in the logs of every proxy.
      answer = await client.request(action, parameters, { method: 'POST', timeout: SOCKET_MS });
    } catch (error) {
      throw callError(error);
    }
    const parsed = answerSchema.safeParse(answer);
    if (!parsed.success) throw aliyunError('unreadable answer');
    if (parsed.data.Code !== 'OK') throw aliyunError(parsed.data.Code);
    return parsed.data.BizId ?? parsed.data.CallId;
  };
}

/** The client's own messages contain the whole signed request: none of them is passed on. */
function callError(error: unknown): SendError {
  const { code, data } = error as { code?: unknown; data?: { Code?: unknown } };
  if (typeof data?.Code === 'string') return aliyunError(data.Code);
  const providerCode = typeof code === 'string' ? code : 'unreadable answer';
  return new SendError({
    code: 'provider_down',
    retry: true,
    message: `no conversation with Aliyun (${providerCode})`,
    providerCode,
  });
}
