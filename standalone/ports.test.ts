import { expect, test } from 'vitest';
import { freePort } from './ports.ts';

test('a port that was given is not given again before its service can have listened', async () => {
  const ports = await Promise.all(Array.from({ length: 400 }, () => freePort()));
  // Of 12,000 ports, 400 blind draws would meet almost always.
  expect(new Set(ports).size).toBe(ports.length);
});
