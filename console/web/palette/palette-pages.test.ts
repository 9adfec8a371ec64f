import { expect, test } from 'vitest';
import { palettePages } from './palette-pages.ts';

const of = (role: Parameters<typeof palettePages>[0][number]) => palettePages([role]).map(({ to }) => to);

test('who leads finds every page: those of the bar, all of administration, the wallboard and the reports', () => {
  expect(of('supervisor')).toEqual(
    expect.arrayContaining([
      ...['/', '/map', '/homes', '/supervisor', '/handover', '/admin', '/wall', '/reports'],
      ...[
        'areas',
        'users',
        'duty',
        'policies',
        'services',
        'webhooks',
        'maintenance',
        'audit',
        'quarantine',
      ].map((name) => `/admin/${name}`),
    ]),
  );
  expect(new Set(of('admin')).size).toBe(of('admin').length);
});

test('nobody finds a page that would refuse them', () => {
  expect(of('operator')).toEqual([
    '/',
    '/map',
    '/homes',
    '/handover',
    '/wall',
    '/account/password',
    '/admin/maintenance',
    '/admin/quarantine',
  ]);
  expect(of('installer')).toEqual(['/', '/homes', '/account/password', '/admin/maintenance']);
  expect(of('family')).toEqual(['/', '/account/password']);
});
