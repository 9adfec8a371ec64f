/** A VAPID key as browsers want it: the bytes behind base64url (RFC 8292 §3.2). */
export function decodeKey(key: string): Uint8Array<ArrayBuffer> {
  const base64 = key.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
