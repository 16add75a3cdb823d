import { proxyActivities } from '@temporalio/workflow';
import type { DattoRmmActivities } from '../activities/datto-rmm/activities.ts';
import type { GravityzoneActivities } from '../activities/gravityzone/activities.ts';
import type { ItglueActivities } from '../activities/itglue/activities.ts';
import type { RecordsActivities } from '../activities/records/activities.ts';
import { taskQueues } from '../temporal-config/names.ts';
import {
  matchActivityOptions,
  readActivityOptions,
  recordsActivityOptions,
  waitActivityOptions,
  writeActivityOptions,
} from '../temporal-config/retry.ts';

/** The activities as workflows call them, each on its vendor's queue. */
export const records = proxyActivities<RecordsActivities>(recordsActivityOptions());

/** What takes the records longer than a moment. */
export const matching =
  proxyActivities<Pick<RecordsActivities, 'matchRun' | 'planItglue'>>(matchActivityOptions());

/** Those that wait for something in the database, by being tried again. */
export const recordsWaits = proxyActivities<RecordsActivities>(waitActivityOptions());

export const dattoRmmReads = proxyActivities<DattoRmmActivities>(
  readActivityOptions(taskQueues.dattoRmm),
);

export const gravityzoneReads = proxyActivities<GravityzoneActivities>(
  readActivityOptions(taskQueues.gravityzone),
);
export const itglueReads = proxyActivities<ItglueActivities>(
  readActivityOptions(taskQueues.itglue),
);

/** Writes by a run give up sooner than those that a person decided. */
export const writes = {
  byRun: vendorWrites(false),
  byPerson: vendorWrites(true),
};

function vendorWrites(decidedByPerson: boolean) {
  return {
    dattoRmm: proxyActivities<DattoRmmActivities>(
      writeActivityOptions(taskQueues.dattoRmm, decidedByPerson),
    ),
    gravityzone: proxyActivities<GravityzoneActivities>(
      writeActivityOptions(taskQueues.gravityzone, decidedByPerson),
    ),
    itglue: proxyActivities<ItglueActivities>(
      writeActivityOptions(taskQueues.itglue, decidedByPerson),
    ),
  };
}
