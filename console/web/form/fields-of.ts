/** What is filled in, by the names of the fields: trimmed; a field left empty is not there. */
export type Fields = Partial<Record<string, string>>;

export function fieldsOf(form: FormData): Fields {
  return Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [],
    ),
  );
}
