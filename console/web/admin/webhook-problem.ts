import type { WebhookTested } from '../../../contracts/webhook.ts';

/** What to do about a test that failed; each has a sentence (`admin.webhooks.problem`). */
export type WebhookProblem =
  | 'signature'
  | 'path'
  | 'redirect'
  | 'refused'
  | 'broken'
  | 'busy'
  | 'slow'
  | 'name'
  | 'certificate'
  | 'connection'
  | 'address'
  | 'ours';

/** Which remedy fits what came back of a test; undefined when it was delivered. */
export function webhookProblem({
  delivered,
  status,
  code,
  cause = '',
}: WebhookTested): WebhookProblem | undefined {
  if (delivered) return undefined;
  if (status !== undefined) return ofStatus(status);
  if (code === 'timeout') return 'slow';
  if (code === 'bad_address') return 'address';
  if (code !== 'provider_down') return 'ours';
  if (/^(ENOTFOUND|EAI_)/.test(cause)) return 'name';
  return /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY|EPROTO/.test(cause) ? 'certificate' : 'connection';
}

function ofStatus(status: number): WebhookProblem {
  if (status === 401 || status === 403) return 'signature';
  if (status === 404 || status === 405 || status === 410) return 'path';
  if (status === 429) return 'busy';
  if (status < 400) return 'redirect';
  return status >= 500 ? 'broken' : 'refused';
}
