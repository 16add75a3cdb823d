import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startTestServices } from '../../launch/test-services.ts';
import { isKept } from './oracle.ts';
import { playFaults } from './play-faults.ts';
import { printed } from './print-figures.ts';

// Kills workers on their writes and prints what came of it: exit code 1 if anything was lost,
// doubled, adopted from somebody else or left unsettled.

const count = z.coerce.number().int().min(1);
const wishSchema = z.object({ kills: count, seed: count, lanes: count });
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '4' },
  },
});
const wish = wishSchema.parse(values);
const services = await startTestServices();
const startedAt = performance.now();
try {
  const figures = await playFaults(services, {
    ...wish,
    onProgress: (sentence) => process.stderr.write(`${sentence}\n`),
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  process.stdout.write(`${printed(figures, seconds)}\n`);
  process.exitCode = isKept(figures.verdict) ? 0 : 1;
} finally {
  await services.stop();
}
