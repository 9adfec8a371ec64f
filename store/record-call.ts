import type { CalleeKind, CallResult, IncidentCall } from '../contracts/call.ts';
import { AnjuError } from '../contracts/errors.ts';
import type { Actor } from '../contracts/incident-transition.ts';
import { applyActionIn } from './apply-transition.ts';
import { listCallees } from './list-callees.ts';
import type { Store } from './open-store.ts';

export interface MadeCall {
  incidentId: string;
  callee: { kind: CalleeKind; id: string };
  result: CallResult;
  note?: string | undefined;
  by: Actor;
  version?: number | undefined;
}

/**
 * Writes down a call that somebody made, with what came of it.
 * @param now epoch ms
 * @throws AnjuError `not_found` for who does not belong to the home of this incident; what applyActionIn throws
 */
export async function recordCall(store: Store, call: MadeCall, now: number): Promise<void> {
  const { incidentId, callee, result, note, by, version } = call;
  await store.transaction().execute(async (trx) => {
    const known = (await listCallees(trx, incidentId, now)).find(
      ({ kind, id }) => kind === callee.kind && id === callee.id,
    );
    if (known === undefined) {
      throw new AnjuError('not_found', `the home of this incident has no ${callee.kind} ${callee.id}`);
    }
    const said: IncidentCall = { callee: { kind: known.kind, id: known.id, name: known.name }, result };
    await applyActionIn(
      trx,
      {
        incidentId,
        action: { kind: 'call', by },
        text: note,
        version,
        detail: { call: said },
        record: { callee: `${known.kind}:${known.id}`, result },
      },
      now,
    );
  });
}
