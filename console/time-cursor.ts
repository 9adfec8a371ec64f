import { AnjuError } from '../contracts/errors.ts';

/** Where a page ended in a list that is sorted by time, newest first. Opaque to the outside. */
export interface TimeCursor {
  at: Date;
  id: string;
}

export function encodeCursor({ at, id }: TimeCursor): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url');
}

/** @throws AnjuError `bad_request` when it is none of ours */
export function decodeCursor(text: string): TimeCursor {
  const decoded = Buffer.from(text, 'base64url').toString();
  const space = decoded.indexOf(' ');
  const at = new Date(space < 0 ? Number.NaN : decoded.slice(0, space));
  if (Number.isNaN(at.getTime())) {
    throw new AnjuError('bad_request', 'querystring.cursor: must be the nextCursor of the page before');
  }
  return { at, id: decoded.slice(space + 1) };
}
