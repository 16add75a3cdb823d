import { activityInfo } from '@temporalio/activity';
import {
  NativeConnection,
  Worker,
  type ActivityInboundCallsInterceptor,
  type NativeConnectionOptions,
} from '@temporalio/worker';
import { createDattoRmmActivities } from '../activities/datto-rmm/activities.ts';
import type { ActivityDependencies } from '../activities/dependencies.ts';
import { applicationFailure } from '../activities/failures.ts';
import { createGravityzoneActivities } from '../activities/gravityzone/activities.ts';
import { createItglueActivities } from '../activities/itglue/activities.ts';
import { createRecordsActivities } from '../activities/records/activities.ts';
import { precedenceOf, type Way } from '../activities/way.ts';
import type { Keyring } from '../keys/keyring.ts';
import { connectionOptions, type TemporalTarget } from '../temporal-config/connection.ts';
import { createDataConverter } from '../temporal-config/data-converter.ts';
import { taskQueues } from '../temporal-config/names.ts';
import { workflowBundle } from './workflow-bundle.ts';

export interface WorkerOptions {
  temporal: TemporalTarget;
  keyring: Keyring;
  deps: ActivityDependencies;
  cacheDir: string;
}

/** So many vendor activities are at work at once; the vendors' limits are far below. */
const activitiesAtOnce = 64;

/** Whatever an activity fails with crosses its edge as a failure of a known type. */
const failuresInOneForm: ActivityInboundCallsInterceptor = {
  async execute(input, next) {
    try {
      return await next(input);
    } catch (error) {
      throw applicationFailure(error);
    }
  },
};

/** Tells steps that give way when others are at work. */
function inOrder(way: Way): ActivityInboundCallsInterceptor {
  return {
    execute: (input, next) =>
      way.take(precedenceOf(activityInfo().activityType), () => next(input)),
  };
}

/**
 * The workers of one process: workflows on one queue, and activities on one queue a vendor, so that
 * a slow vendor starves nobody.
 */
export async function createWorkers(options: WorkerOptions): Promise<Worker[]> {
  const { temporal, keyring, deps, cacheDir } = options;
  const connection = await NativeConnection.connect(
    connectionOptions(temporal) as NativeConnectionOptions,
  );
  const shared = {
    connection,
    namespace: temporal.namespace,
    dataConverter: createDataConverter(keyring),
    shutdownGraceTime: '10 s',
  };
  const activityWorker = (taskQueue: string, activities: object) =>
    Worker.create({
      ...shared,
      taskQueue,
      activities,
      maxConcurrentActivityTaskExecutions: activitiesAtOnce,
      interceptors: {
        activity: [() => ({ inbound: failuresInOneForm }), () => ({ inbound: inOrder(deps.way) })],
      },
    });
  return [
    await Worker.create({
      ...shared,
      taskQueue: taskQueues.workflows,
      workflowBundle: await workflowBundle(cacheDir),
      maxCachedWorkflows: 200,
    }),
    await activityWorker(taskQueues.dattoRmm, createDattoRmmActivities(deps)),
    await activityWorker(taskQueues.gravityzone, createGravityzoneActivities(deps)),
    await activityWorker(taskQueues.itglue, createItglueActivities(deps)),
    await activityWorker(taskQueues.records, createRecordsActivities(deps)),
  ];
}
