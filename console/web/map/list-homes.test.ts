import { expect, test } from 'vitest';
import type { MappedHome } from '../../../contracts/home-state.ts';
import { anIncident } from '../test/an-incident.ts';
import { callsByHome } from './home-sign.ts';
import { countSigns, homesInView, placedOf, showHomes } from './list-homes.ts';

const home = (id: string, more: Partial<MappedHome> = {}): MappedHome => ({
  ...{ id, areaId: 'a', areaName: 'A', address: id, residents: [], state: 'protected', reasons: [] },
  since: '2026-03-01T00:00:00.000Z',
  location: { lat: 30.3, lng: 120.1 },
  ...more,
});
const VIEW = { west: 120, south: 30, east: 121, north: 31 };

test('the list has the homes in view, who calls first, then the unprotected, longest first', () => {
  const homes = [
    home('well'),
    home('since noon', { state: 'unprotected', since: '2026-03-01T12:00:00.000Z' }),
    home('since dawn', { state: 'unprotected', since: '2026-03-01T06:00:00.000Z' }),
    home('calls'),
    home('far away', { location: { lat: 35, lng: 120.1 } }),
  ];
  const shown = showHomes(homes, callsByHome([anIncident({ homeId: 'calls' })]));
  expect(homesInView(shown, VIEW).map(({ home: { id } }) => id)).toEqual([
    'calls',
    'since dawn',
    'since noon',
    'well',
  ]);
  expect(countSigns(shown)).toEqual({ life: 1, unprotected: 2, protected: 2 });
});

test('a home without a place is on no map and in every list', () => {
  const shown = showHomes([home('nowhere', { location: undefined })], new Map());
  expect(placedOf(shown)).toEqual([]);
  expect(homesInView(shown, VIEW)).toHaveLength(1);
});
