import { SendError } from './send-error.ts';

/**
 * A telephone number as Aliyun takes it: national numbers bare, foreign ones with their country code and no plus.
 * @throws SendError `bad_address`: what was typed is no number
 */
export function phoneNumber(typed: string): string {
  const bare = typed
    .replaceAll(/[\s().-]/g, '')
    .replace(/^(\+86|0086)/, '')
    .replace(/^(\+|00)/, '');
  if (/^\d{7,20}$/.test(bare)) return bare;
  throw new SendError({
    code: 'bad_address',
    retry: false,
    message: 'the telephone number is not one: digits, spaces, hyphens and a leading + are allowed',
  });
}
