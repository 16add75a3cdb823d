import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { pino } from 'pino';
import { inject } from 'vitest';
import type { ActivityDependencies } from '../../activities/dependencies.ts';
import { createWay } from '../../activities/way.ts';
import { createRateLimits } from '../../vendors/http/limits.ts';
import { createVendorClients } from '../../workers/vendor-clients.ts';
import { createInstall, type Install } from './install.ts';

/** An install, and what activities are made from, for steps that a test runs without a worker. */
export async function openStepInstall(): Promise<{ install: Install; deps: ActivityDependencies }> {
  const install = await createInstall({
    databaseUrl: inject('databaseUrl'),
    temporalAddress: inject('temporalAddress'),
  });
  const timings = { sendWindowMs: 2_000, timeoutMs: 400, settleMs: 400 };
  const deps: ActivityDependencies = {
    db: install.db,
    log: pino({ level: 'silent' }),
    vendors: createVendorClients({
      db: install.db,
      keyring: install.keyring,
      policy: { allowLoopback: true, extraOrigins: [] },
      limits: createRateLimits({ store: 'memory', scale: 100 }),
      writeTimeoutMs: timings.timeoutMs,
    }),
    openSecret: () => Promise.resolve(undefined),
    timings,
    heartbeatEveryMs: 1_000,
    way: createWay(),
  };
  return { install, deps };
}

/** Every retry would be a warning. */
const quiet = new DefaultLogger('ERROR');

/** Tries an activity again when it asks for that, as Temporal would. */
export async function retried<Input, Result>(
  step: (input: Input) => Promise<Result>,
  input: Input,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await new MockActivityEnvironment({ attempt }, { logger: quiet }).run(step, input);
    } catch (error) {
      if (!(error instanceof ApplicationFailure) || error.nonRetryable || attempt > 12) throw error;
      await sleep(Number(error.nextRetryDelay ?? 50));
    }
  }
}
