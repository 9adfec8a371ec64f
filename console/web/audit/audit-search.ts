/** What of the audit trail is shown, as it stands in the page's address. Times are RFC 3339. */
export interface AuditSearch {
  subject?: string;
  actor?: string;
  action?: string;
  homeId?: string;
  from?: string;
  to?: string;
}

const NAMES = ['subject', 'actor', 'action', 'homeId', 'from', 'to'] as const satisfies (keyof AuditSearch)[];

/** Takes the filters out of an address; whatever else stands there, or is empty, counts for nothing. */
export function auditSearch(search: Record<string, unknown>): AuditSearch {
  const known = NAMES.flatMap((name) => {
    const value = search[name];
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(known);
}
