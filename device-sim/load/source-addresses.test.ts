import { expect, test } from 'vitest';
import { sourceAddresses } from './source-addresses.ts';

test('many connections over loopback get addresses enough that free ports are found at once; elsewhere the system chooses', () => {
  const many = sourceAddresses('127.0.0.1', 19_000);
  expect(new Set(many).size).toBe(19);
  expect(many.every((address) => /^127\.0\.0\.\d+$/.test(address) && address !== '127.0.0.1')).toBe(true);
  expect(sourceAddresses('127.0.0.1', 1_000_000).length).toBe(250);
  expect(sourceAddresses('127.0.0.1', 500)).toEqual([]);
  expect(sourceAddresses('10.0.0.7', 19_000)).toEqual([]);
});
