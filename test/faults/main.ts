import { parseArgs } from 'node:util';
import { startTestServices } from '../../launch/test-services.ts';
import { isKept } from './oracle.ts';
import { playFaults } from './play-faults.ts';
import { printed } from './print-figures.ts';

// Kills workers on their writes and prints what came of it: exit code 1 if anything was lost,
// doubled, adopted from somebody else or left unsettled.

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '4' },
  },
});
const services = await startTestServices();
const startedAt = performance.now();
try {
  const figures = await playFaults(services, {
    kills: Number(values.kills),
    seed: Number(values.seed),
    lanes: Number(values.lanes),
    onProgress: (sentence) => process.stderr.write(`${sentence}\n`),
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  process.stdout.write(`${printed(figures, seconds)}\n`);
  process.exitCode = isKept(figures.verdict) ? 0 : 1;
} finally {
  await services.stop();
}
