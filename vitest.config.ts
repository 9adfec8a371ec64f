import { defineConfig } from 'vitest/config';

const real = {
  globalSetup: ['tests/harness/global-setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    // Most of a flow test is waiting for a server: two at a time use a machine of two cores better than one.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [
            'tests/flows/**',
            'tests/browser/**',
            'tests/chaos/chaos.test.ts',
            '**/node_modules/**',
            'dist/**',
            'data/**',
          ],
          // Nothing takes seconds by itself; a machine that is busy with something else may.
          testTimeout: 30_000,
        },
      },
      { test: { name: 'flows', include: ['tests/flows/**/*.test.ts'], ...real } },
      // axe reads every node of every screen: a busy machine needs more than a minute for it.
      {
        test: { name: 'browser', include: ['tests/browser/**/*.test.ts'], ...real, testTimeout: 180_000 },
      },
      // A platform of two of everything under load needs the machine for itself: after all the others.
      {
        test: { name: 'chaos', include: ['tests/chaos/chaos.test.ts'], sequence: { groupOrder: 1 } },
      },
    ],
  },
});
