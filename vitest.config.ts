import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/** Tests that share one Postgres and one Temporal: what spans folders, and what touches records. */
const withServices = ['test/**/*.test.ts', 'db/**/*.test.ts', 'activities/**/*.test.ts'];

const always = ['**/node_modules/**', '.sitesync/**', '.sitesync-demo/**', '.cache/**'];

export default defineConfig({
  test: {
    pool: 'forks',
    // Most of a whole sync is waiting: both cores are worth using.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['**/*.test.ts'], exclude: [...always, ...withServices] },
      },
      {
        extends: true,
        test: {
          name: 'with services',
          // Whole syncs wait for each other on a machine with two cores; a test that hangs still ends.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          include: withServices,
          exclude: always,
          globalSetup: ['test/harness/global-setup.ts'],
        },
      },
    ],
  },
});
