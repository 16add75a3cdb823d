import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { badUsageExitCode } from '../../environment/environment-error.ts';
import { whenAskedToStop } from '../../environment/lifetime.ts';
import { startTestServices } from '../../launch/test-services.ts';
import { type Figure, growth } from './figures.ts';
import { measure } from './measure.ts';

// The main of `npm run bench`: one JSON line a figure, each measured in one run.

interface BenchOptions {
  readonly sites: readonly number[];
  readonly rateScale: number;
}

const options = parseArguments(process.argv.slice(2));
const services = await startTestServices();
whenAskedToStop('parent-id', () => {
  void services.stop().finally(() => process.exit(1));
});
let code = 0;
try {
  await bench();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  code = 1;
} finally {
  await services.stop();
}
process.exit(code);

async function bench(): Promise<void> {
  let smaller: readonly Figure[] | undefined;
  for (const sites of options.sites) {
    process.stderr.write(`${sites} sites at ${options.rateScale} times the vendors' limits …\n`);
    const figures = await measure(services, { sites, rateScale: options.rateScale });
    const grown = smaller === undefined ? [] : growth(smaller, figures);
    for (const figure of [...figures, ...grown]) {
      process.stdout.write(`${JSON.stringify(figure)}\n`);
    }
    smaller = figures;
  }
}

function parseArguments(given: readonly string[]): BenchOptions {
  const command = new Command('npm run bench --')
    .description('Measures a first and a steady run against the simulated vendors.')
    .option('--sites <N,…>', 'sizes to measure, the smaller first', parseSizes, [100, 300, 1_000])
    .option('--rate-scale <X>', "vendor limits as a multiple of the vendors' own", parseScale, 1)
    .exitOverride();
  try {
    return command.parse(given, { from: 'user' }).opts<BenchOptions>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return process.exit(error.exitCode === 0 ? 0 : badUsageExitCode);
  }
}

function parseSizes(text: string): number[] {
  const sizes = text.split(',').map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size >= 1 && size <= 20_000)) return sizes;
  throw new InvalidArgumentError('Give whole numbers of sites, such as 100,300.');
}

function parseScale(text: string): number {
  const scale = Number(text);
  if (/^\d{1,4}(\.\d{1,3})?$/.test(text) && scale > 0) return scale;
  throw new InvalidArgumentError('Give a number above 0, such as 1 or 10.');
}
