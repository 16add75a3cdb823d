import { startTestServices } from '../../launch/test-services.ts';
import { quick } from '../harness/install.ts';
import { rateScale } from '../matrix/play-runs.ts';
import { openScene, type Scene } from '../sync/scene.ts';
import { recordDecisions } from './record-decisions.ts';
import { recordEvents } from './record-events.ts';
import { recordItglueFields } from './record-itglue-fields.ts';
import { recordItglueRuns } from './record-itglue-runs.ts';
import { recordMappings } from './record-mappings.ts';
import { recordMatches } from './record-matches.ts';
import { recordRuns } from './record-runs.ts';
import { recordWrites } from './record-writes.ts';
import { createRecorder, removeRecordings } from './recorder.ts';

// Records the histories that replay.test.ts replays: `node_modules/.bin/node test/replay/record.ts`.
// To be run, and its result committed, after a workflow was changed under `patched`; those that were
// recorded before it are kept in a folder of their own. Words after it record these alone, and remove
// nothing: `… record.ts runs events`.

// Those of matches come last: the worker is another one after them.
const recordings = {
  runs: recordRuns,
  mappings: recordMappings,
  writes: recordWrites,
  events: recordEvents,
  decisions: recordDecisions,
  itglue: recordItglueRuns,
  fields: recordItglueFields,
  matches: recordMatches,
};
const asked = process.argv.slice(2);
const services = await startTestServices();
const opened = await openScene({ ...quick, rateScale }, services);
const scene: Scene = { ...opened, msp: (options) => opened.msp({ rateScale, ...options }) };
try {
  if (asked.length === 0) await removeRecordings();
  const worker = await scene.install.startWorker();
  const recorder = createRecorder(scene);
  for (const [subject, record] of Object.entries(recordings)) {
    if (asked.length === 0 || asked.includes(subject)) await record(scene, recorder, worker);
  }
} finally {
  await scene.close();
  await services.stop();
}
