import { expect, test } from 'vitest';
import { ALARM_TYPES, priorityOf } from './alarm.ts';
import { CHECKLIST_ITEMS, checklistOf } from './checklists.ts';

test('every type of alarm has a list, and no item stands in it twice', () => {
  for (const type of ALARM_TYPES) {
    const items = checklistOf(type);
    expect(items.length, type).toBeGreaterThan(2);
    expect(new Set(items).size, type).toBe(items.length);
    for (const item of items) expect(CHECKLIST_ITEMS).toContain(item);
  }
});

test('a fire begins with the fire brigade, everything else of a person with a call to them', () => {
  expect(checklistOf('smoke').slice(0, 3)).toEqual(['fire_brigade', 'call_resident', 'everybody_out']);
  for (const type of ALARM_TYPES) {
    if (type !== 'smoke' && priorityOf(type) < 3) expect(checklistOf(type)[0], type).toBe('call_resident');
  }
});

test('an incident that turns into a worse one keeps what is done: the shared items have the same ids', () => {
  const shared = checklistOf('door').filter((item) =>
    (checklistOf('sos') as readonly string[]).includes(item),
  );
  expect(shared).toEqual(['call_resident', 'who_goes', 'tell_family']);
});
