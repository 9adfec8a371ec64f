import type { Role } from '../../../contracts/people.ts';
import type { Fields } from '../form/fields-of.ts';

/**
 * A user as the API takes it. What was left empty is cleared; an empty password stays what it is.
 * @param roles those that are ticked, and those that the form does not let one untick
 */
export function userBody(fields: Fields, roles: readonly Role[]): object {
  const { username, name, password, phone = null, email = null, locale } = fields;
  return {
    username,
    name,
    roles,
    areaIds: listOf(fields.areaIds),
    homeIds: listOf(fields.homeIds),
    phone,
    email,
    locale,
    ...(password !== undefined && { password }),
  };
}

function listOf(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',');
}
