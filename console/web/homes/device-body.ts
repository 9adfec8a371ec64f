import type { Fields } from '../form/fields-of.ts';

/** A device as the API takes it. What was left empty is cleared. */
export function deviceBody(fields: Fields): object {
  const { kind, room = null, model = null, gatewayId = null } = fields;
  return {
    kind,
    room,
    model,
    gatewayId,
    friendlyName: fields.friendlyName ?? null,
    ieeeAddress: fields.ieeeAddress ?? null,
  };
}
