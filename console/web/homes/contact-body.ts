/**
 * A contact as the API takes it, from the fields of the form. Quiet hours exist only with both ends; nothing ticked
 * means no preference.
 */
export function contactBody(
  fields: Partial<Record<string, string>>,
  preferredChannels: readonly FormDataEntryValue[],
): object {
  const { order, quietFrom, quietTo, preferred: _ticked, ...rest } = fields;
  return {
    ...rest,
    ...(order !== undefined && { order: Number(order) }),
    ...(preferredChannels.length > 0 && { preferredChannels }),
    ...(quietFrom !== undefined && quietTo !== undefined && { quietHours: { from: quietFrom, to: quietTo } }),
  };
}
