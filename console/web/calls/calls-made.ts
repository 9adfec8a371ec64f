import type { CallResult } from '../../../contracts/call.ts';
import type { Incident } from '../../../contracts/incident.ts';
import { calleeKey } from './callee-key.ts';

/** A call that somebody at the console made. */
export interface CallMade {
  result: CallResult;
  /** epoch ms */
  at: number;
  byName: string | undefined;
}

/**
 * The calls that were made from the console, by person (`calleeKey`), the newest first.
 * @param since epoch ms: what was before is left out
 */
export function callsMade(incident: Pick<Incident, 'events'>, since = 0): Map<string, CallMade[]> {
  const made = new Map<string, CallMade[]>();
  for (const { call, at, byName } of incident.events) {
    if (call === undefined || Date.parse(at) < since) continue;
    const key = calleeKey(call.callee);
    made.set(key, [{ result: call.result, at: Date.parse(at), byName }, ...(made.get(key) ?? [])]);
  }
  return made;
}
