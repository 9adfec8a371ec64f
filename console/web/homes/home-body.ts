import type { Fields } from '../form/fields-of.ts';

/** A home as the API takes it. What was left empty is cleared. */
export function homeBody({ areaId, address, timezone, access, lat, lng }: Fields): object {
  return {
    areaId,
    address,
    timezone,
    access: access ?? null,
    location: lat !== undefined && lng !== undefined ? { lat: Number(lat), lng: Number(lng) } : null,
  };
}
