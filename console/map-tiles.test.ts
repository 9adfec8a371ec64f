import { expect, test } from 'vitest';
import { mapTiles, mapTilesUrlField } from './map-tiles.ts';

test('exactly the origin of the tiles may be shown on the page', () => {
  const MAP_TILES_URL = 'https://tiles.example.org:8443/hangzhou/{z}/{x}/{y}.png?key=k';
  expect(mapTilesUrlField.safeParse(MAP_TILES_URL).success).toBe(true);
  expect(mapTiles({ MAP_TILES_URL, MAP_TILES_ATTRIBUTION: 'Someone' })).toEqual({
    url: MAP_TILES_URL,
    attribution: 'Someone',
    sources: ['https://tiles.example.org:8443'],
  });
});

test('without tiles nothing foreign may be shown', () => {
  expect(mapTiles({ MAP_TILES_ATTRIBUTION: '' })).toBeUndefined();
});

test.each([
  'https://tiles.example.org/',
  'https://{s}.tiles.example.org/{z}/{x}/{y}.png',
  'https://user:secret@tiles.example.org/{z}/{x}/{y}.png',
  'javascript:alert(1)/{z}/{x}/{y}',
  'https://tiles.example.org;script-src/{z}/{x}/{y}.png',
  '{z}{x}{y}',
])('%s is refused at the start', (url) => {
  expect(mapTilesUrlField.safeParse(url).success).toBe(false);
});
