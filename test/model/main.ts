import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startTestServices } from '../../launch/test-services.ts';
import { playModel } from './play-model.ts';
import { printed } from './print-figures.ts';

// Plays rounds of changes, faults, kills and decisions against a simple model, and prints what came
// of it: exit code 1 if anything is not as the model says.

const count = z.coerce.number().int().min(1);
const wishSchema = z.object({ rounds: count, kills: count, seed: count, lanes: count });
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    kills: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '6' },
  },
});
const wish = wishSchema.parse(values);
const services = await startTestServices();
const startedAt = performance.now();
try {
  const figures = await playModel(services, {
    ...wish,
    onProgress: (sentence) => process.stderr.write(`${sentence}\n`),
  });
  process.stdout.write(`${printed(figures, (performance.now() - startedAt) / 1_000)}\n`);
  process.exitCode = figures.disagreements.length === 0 ? 0 : 1;
} finally {
  await services.stop();
}
