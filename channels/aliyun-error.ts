import { SendError, type SendErrorCode } from './send-error.ts';

interface Meaning {
  code: SendErrorCode;
  retry: boolean;
  message: string;
}

const BAD_ADDRESS: Meaning = {
  code: 'bad_address',
  retry: false,
  message: 'Aliyun cannot reach this number',
};
const LIMITED: Meaning = {
  code: 'limited',
  retry: true,
  message: 'Aliyun allows no more messages at the moment',
};
const ACCOUNT: Meaning = {
  code: 'provider_account',
  retry: false,
  message: 'the Aliyun account, key, signature or template is not in order',
};
const DOWN: Meaning = { code: 'provider_down', retry: true, message: 'Aliyun has a fault' };

/** From the published lists of error codes of SMS, of voice, and of the gateway in front of both. */
const MEANINGS: Record<string, Meaning> = {
  'isv.MOBILE_NUMBER_ILLEGAL': BAD_ADDRESS,
  'isv.MOBILE_COUNT_OVER_LIMIT': BAD_ADDRESS,
  'isv.DOMESTIC_NUMBER_NOT_SUPPORTED': BAD_ADDRESS,
  'isv.COMPLAINT_REJECT': BAD_ADDRESS,
  'isv.BUSINESS_LIMIT_CONTROL': LIMITED,
  'isv.FLOW_CONTROL': LIMITED,
  Throttling: LIMITED,
  'Throttling.User': LIMITED,
  'Throttling.Api': LIMITED,
  // The limits of a day and a month are the account's own: only a person can raise them.
  'isv.DAY_LIMIT_CONTROL': ACCOUNT,
  'isv.MONTH_LIMIT_CONTROL': ACCOUNT,
  'isv.AMOUNT_NOT_ENOUGH': ACCOUNT,
  'isv.AMOUNT_NOT_ENOUG': ACCOUNT,
  'isv.OUT_OF_SERVICE': ACCOUNT,
  'isv.PRODUCT_UN_SUBSCRIPT': ACCOUNT,
  'isv.PRODUCT_UNSUBSCRIBE': ACCOUNT,
  'isv.ACCOUNT_NOT_EXISTS': ACCOUNT,
  'isv.ACCOUNT_ABNORMAL': ACCOUNT,
  'isv.SMS_TEMPLATE_ILLEGAL': ACCOUNT,
  'isv.SMS_SIGNATURE_ILLEGAL': ACCOUNT,
  'isv.SMS_SIGNATURE_SCENE_ILLEGAL': ACCOUNT,
  'isv.SMS_SIGN_ILLEGAL': ACCOUNT,
  'isv.SIGN_STATE_ILLEGAL': ACCOUNT,
  'isv.TEMPLATE_MISSING_PARAMETERS': ACCOUNT,
  'isv.TTS_TEMPLATE_ILLEGAL': ACCOUNT,
  'isv.TEMPLATE_ILLEGAL': ACCOUNT,
  'isv.VOICE_FILE_ILLEGAL': ACCOUNT,
  'isv.DISPLAY_NUMBER_ILLEGAL': ACCOUNT,
  'isv.BILLID_NOT_EXIST': ACCOUNT,
  'isv.DENY_IP_RANGE': ACCOUNT,
  'isp.RAM_PERMISSION_DENY': ACCOUNT,
  SignatureDoesNotMatch: ACCOUNT,
  'InvalidAccessKeyId.NotFound': ACCOUNT,
  'InvalidAccessKeyId.Inactive': ACCOUNT,
  // This machine's clock is more than 15 min away from the real time.
  'InvalidTimeStamp.Expired': ACCOUNT,
  'isp.SYSTEM_ERROR': DOWN,
  'isp.GATEWAY_ERROR': DOWN,
  InternalError: DOWN,
  ServiceUnavailable: DOWN,
  'unreadable answer': DOWN,
};

/** What Aliyun's code means for the next attempt. What is not known is tried again, unless it is about the message (`isv.`). */
export function aliyunError(code: string): SendError {
  const known = MEANINGS[code] ?? {
    code: 'provider_refused' as const,
    retry: !code.startsWith('isv.'),
    message: 'Aliyun refuses the message',
  };
  return new SendError({ ...known, message: `${known.message} (${code})`, providerCode: code });
}
