import type { Fields } from '../form/fields-of.ts';

/** A resident as the API takes it. What was left empty is cleared. Conditions stand between commas of any kind. */
export function residentBody(fields: Fields): object {
  const { name, birthDate = null, phone = null, mobility = null, language = null, notes = null } = fields;
  return {
    name,
    birthDate,
    phone,
    mobility,
    language,
    notes,
    livesAlone: fields.livesAlone !== undefined,
    conditions: (fields.conditions ?? '')
      .split(/[,，、\n]/)
      .map((condition) => condition.trim())
      .filter((condition) => condition !== ''),
  };
}
