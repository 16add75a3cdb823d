import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/** Tests that share one Postgres and one Temporal: what touches records, and what spans folders. */
const ofRecords = ['db/**/*.test.ts', 'activities/**/*.test.ts', 'test/api/**/*.test.ts'];
const spanning = ['test/**/*.test.ts'];
const ofLaunch = ['launch/**/*.test.ts'];

const always = ['**/node_modules/**', '.sitesync/**', '.sitesync-demo/**', '.cache/**'];

const withServices = {
  // Whole syncs wait for each other on a machine with two cores; a test that hangs still ends.
  testTimeout: 180_000,
  hookTimeout: 180_000,
  globalSetup: ['test/harness/global-setup.ts'],
};

/** Many short files: loading what they import takes longer than their tests, so once is enough. */
const inOneProcess = { isolate: false };

export default defineConfig({
  test: {
    pool: 'forks',
    execArgv: ['--import', new URL('workers/quick-imports.mjs', import.meta.url).href],
    // A whole sync leaves more than half of a core idle: one more than there are cores keeps both busy.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...always, ...ofRecords, ...spanning, ...ofLaunch],
          ...inOneProcess,
        },
      },
      {
        extends: true,
        test: { name: 'launch', include: ofLaunch, exclude: always },
      },
      {
        extends: true,
        test: {
          name: 'records',
          include: ofRecords,
          exclude: always,
          ...withServices,
          ...inOneProcess,
        },
      },
      {
        extends: true,
        test: {
          name: 'with services',
          include: spanning,
          exclude: [...always, ...ofRecords],
          ...withServices,
        },
      },
    ],
  },
});
