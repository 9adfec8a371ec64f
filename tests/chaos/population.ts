import type { Step } from '../../contracts/policy.ts';
import type { LoadDevice } from '../../device-sim/load/load-device.ts';
import { newId } from '../../store/new-id.ts';
import type { Store } from '../../store/open-store.ts';
import { registerMany } from '../harness/register-many.ts';

/** Who is watched over in a chaos run. */
export interface Population {
  /** their buttons are pressed again and again, and operators see to it; the sensors say the rest */
  load: LoadDevice[];
  /** one button each, pressed once; nobody ever takes these incidents: they must call for ever */
  untaken: LoadDevice[];
}

/** s between the calls of an incident that nobody takes. */
export const CALL_EVERY_S = 10;
const HOMES = 100;
const KINDS = ['sos', 'motion', 'motion', 'motion', 'door'] as const;
const UNTAKEN = 16;

const QUIET_STEPS: Step[] = [
  { after: 0, targets: [{ kind: 'role', role: 'operator' }], channels: ['console'], repeat: { every: 300 } },
];
const CALLING_STEPS: Step[] = [
  {
    after: 0,
    targets: [{ kind: 'contact', relations: ['family'], pick: 'all' }],
    channels: ['sms', 'email'],
  },
  {
    after: CALL_EVERY_S,
    targets: [{ kind: 'contact', relations: ['family'], pick: 'all' }],
    channels: ['sms', 'email'],
    repeat: { every: CALL_EVERY_S },
  },
];

export async function registerPopulation(store: Store): Promise<Population> {
  const load = await registerMany(store, { homes: HOMES, kinds: KINDS, areaName: 'load' });
  const untaken = await registerMany(store, { homes: UNTAKEN, kinds: ['sos'], areaName: 'untaken' });
  await store
    .insertInto('contacts')
    .values(
      untaken.map(({ homeId }, n) => ({
        id: newId(),
        home_id: homeId,
        name: `家人${n}`,
        relation: 'family' as const,
        phone: `138${String(n).padStart(8, '0')}`,
        email: `family.${n}@example.org`,
        call_order: 1,
      })),
    )
    .execute();
  await setPolicy(store, 'load', QUIET_STEPS);
  await setPolicy(store, 'untaken', CALLING_STEPS);
  return { load, untaken };
}

async function setPolicy(store: Store, areaName: string, steps: Step[]): Promise<void> {
  const { id } = await store
    .selectFrom('areas')
    .select('id')
    .where('name', '=', areaName)
    .executeTakeFirstOrThrow();
  await store
    .insertInto('policies')
    .values({
      id: newId(),
      area_id: id,
      priority: 1,
      version: 1,
      steps: JSON.stringify(steps),
      created_by: newId(),
    })
    .execute();
}
