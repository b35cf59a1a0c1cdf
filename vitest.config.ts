import { defineConfig } from 'vitest/config';

/** Instants in tests are written in UTC; the zone of the machine must not matter. */
const env = { TZ: 'UTC', LOG_LEVEL: 'silent' };

export default defineConfig({
  test: {
    env,
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          env,
          // A property tries hundreds of cases; how fast a machine is must not decide whether it holds.
          testTimeout: 30_000,
          include: [
            '{apps,packages}/*/src/**/*.test.{ts,tsx}',
            'infra/**/*.test.ts',
            'tests/architecture/**/*.test.ts',
          ],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'flows',
          env,
          include: ['tests/flows/**/*.test.ts'],
          globalSetup: ['tests/support/compiled-messages.ts', 'tests/support/postgres-for-all-tests.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // What is tested keeps no state in modules, so the files that a worker runs load it once.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'faults',
          env,
          include: ['tests/faults/**/*.test.ts'],
          globalSetup: ['tests/support/compiled-messages.ts', 'tests/support/postgres-for-all-tests.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // What is killed has to be back in time, and must not wait for the tests beside it: one file at a time.
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'journeys',
          env,
          include: ['tests/journeys/**/*.test.ts'],
          globalSetup: [
            'tests/support/compiled-messages.ts',
            'tests/support/built-storefront.ts',
            'tests/support/postgres-for-all-tests.ts',
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A browser, an API and a worker fill two cores: one journey at a time.
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
