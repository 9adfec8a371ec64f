import type { AlarmType } from './alarm.ts';

/**
 * What an operator must not forget, by what happened and in the order in which it is done. Ids are for ever: they stand
 * in the history; the words are the console's. The same id means the same thing in every list, so that what is done
 * stays done when an incident turns into a worse one.
 */
const LISTS = {
  sos: [
    'call_resident',
    'conscious_breathing',
    'ambulance',
    'key',
    'who_goes',
    'stay_in_touch',
    'tell_family',
  ],
  fall: [
    'call_resident',
    'conscious_breathing',
    'do_not_move',
    'ambulance',
    'key',
    'who_goes',
    'stay_in_touch',
    'tell_family',
  ],
  smoke: [
    'fire_brigade',
    'call_resident',
    'everybody_out',
    'key',
    'warn_neighbours',
    'who_goes',
    'tell_family',
  ],
  gas: [
    'call_resident',
    'no_spark',
    'gas_shut',
    'everybody_out',
    'fire_brigade',
    'key',
    'warn_neighbours',
    'who_goes',
    'tell_family',
  ],
  water: ['call_resident', 'water_shut', 'power_off', 'warn_neighbours', 'key', 'who_goes', 'repair'],
  inactivity: ['call_resident', 'last_sign', 'call_contacts', 'key', 'who_goes', 'ambulance', 'tell_family'],
  door: ['call_resident', 'last_sign', 'call_contacts', 'who_goes', 'search_nearby', 'police', 'tell_family'],
  tamper: ['call_resident', 'look_at_device', 'repair', 'test_press'],
  offline: ['tell_unprotected', 'power_network', 'repair', 'test_press'],
  low_battery: ['tell_unprotected', 'battery', 'repair', 'test_press'],
  fault: ['tell_unprotected', 'look_at_device', 'repair', 'test_press'],
} as const satisfies Record<AlarmType, readonly string[]>;

export type ChecklistItem = (typeof LISTS)[AlarmType][number];

/** Every item there is, each once. */
export const CHECKLIST_ITEMS: readonly ChecklistItem[] = [...new Set(Object.values(LISTS).flat())];

/** The items for what happened, in their order. */
export function checklistOf(type: AlarmType): readonly ChecklistItem[] {
  return LISTS[type];
}
