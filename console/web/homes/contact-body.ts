import type { Fields } from '../form/fields-of.ts';

/**
 * A contact as the API takes it. What was left empty is cleared; quiet hours exist only with both ends; nothing ticked
 * means no preference.
 */
export function contactBody(fields: Fields, preferredChannels: readonly FormDataEntryValue[]): object {
  const { name, relation, phone = null, email = null, locale, quietFrom, quietTo } = fields;
  const quiet = quietFrom !== undefined && quietTo !== undefined;
  return {
    name,
    relation,
    phone,
    email,
    locale,
    preferredChannels,
    quietHours: quiet ? { from: quietFrom, to: quietTo } : null,
  };
}
