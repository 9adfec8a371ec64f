import { allowedUrl } from '../channels/allowed-target.ts';
import { AnjuError } from '../contracts/errors.ts';

/**
 * A URL that somebody typed in and that we shall post to. Refused here where it could never be sent to, so that the
 * first to find out is not an alarm.
 * @throws AnjuError `bad_request` naming the field
 */
export function targetUrl(
  text: string,
  {
    field,
    protocols,
    allowLoopback,
  }: { field: string; protocols: readonly string[]; allowLoopback: boolean },
): string {
  try {
    const url = allowedUrl(text, protocols, allowLoopback);
    if (url.username === '' && url.password === '') return url.href;
  } catch (error) {
    throw new AnjuError('bad_request', `${field}: ${error instanceof Error ? error.message : 'not a URL'}`, {
      cause: error,
    });
  }
  throw new AnjuError('bad_request', `${field}: must have no user name and password in it`);
}
