/**
 * Why a message did not leave, by a name that does not change: it is stored with the notification and counted.
 * `provider_account`: the account at the provider is not in order (balance, permission, template, key): a person must act.
 * `gone`: the address exists no more and should be forgotten.
 */
export const SEND_ERROR_CODES = [
  'timeout',
  'provider_down',
  'provider_refused',
  'provider_account',
  'limited',
  'breaker_open',
  'bad_address',
  'gone',
  'not_configured',
  'cancelled',
  'internal',
] as const;
export type SendErrorCode = (typeof SEND_ERROR_CODES)[number];

export interface SendErrorOptions {
  code: SendErrorCode;
  /** whether the same message to the same address could succeed later */
  retry: boolean;
  /** one sentence for people who run the platform: no secret, no address of a person */
  message: string;
  /** what the provider called it: `isv.MOBILE_NUMBER_ILLEGAL`, `550`, `410` */
  providerCode?: string;
}

/** A message that did not leave. It carries no cause: those of HTTP clients contain numbers and signatures. */
export class SendError extends Error {
  readonly code: SendErrorCode;
  readonly retry: boolean;
  readonly providerCode: string | undefined;

  constructor({ code, retry, message, providerCode }: SendErrorOptions) {
    super(message);
    this.name = 'SendError';
    this.code = code;
    this.retry = retry;
    this.providerCode = providerCode;
  }
}
