import { AnjuError } from '../contracts/errors.ts';

/**
 * An id that goes into InfluxQL, which has no parameters on `/query` that all versions know: checked once more there.
 * @throws AnjuError `bad_request`
 */
export function checkedId(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new AnjuError('bad_request', `${id} is not an id`);
  return id;
}
