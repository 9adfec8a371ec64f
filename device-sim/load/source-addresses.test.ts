import { expect, test } from 'vitest';
import { sourceAddresses } from './source-addresses.ts';

test('many connections over loopback get addresses enough, none has more than it has ports; elsewhere the system chooses', () => {
  expect(sourceAddresses('127.0.0.1', 19_000)).toEqual(['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5']);
  expect(sourceAddresses('127.0.0.1', 500)).toEqual([]);
  expect(sourceAddresses('10.0.0.7', 19_000)).toEqual([]);
});
