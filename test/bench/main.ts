import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { badUsageExitCode } from '../../environment/environment-error.ts';
import { whenAskedToStop } from '../../environment/lifetime.ts';
import { startTestServices } from '../../launch/test-services.ts';
import { type Figure, growth } from './figures.ts';
import { setsAreIn, usualFolder } from './matching/development-sets.ts';
import { measure } from './measure.ts';
import { measureDeviceMatching } from './measure-device-matching.ts';
import { measureDiscovery } from './measure-discovery.ts';

// The main of `npm run bench`: one JSON line a figure, each measured in one run.

const parts = ['matching', 'sync', 'discovery'] as const;
type Part = (typeof parts)[number];

/**
 * At the vendors' own limits the variables of 1,000 sites take more than an hour to write, and the
 * audits of 20,000 devices most of one to read.
 */
const usualScale = 20;

interface BenchOptions {
  readonly sites: readonly number[];
  /** Of the tenant whose first discovery is measured. */
  readonly organizations: number;
  readonly devices: number;
  readonly rateScale: number;
  readonly only: readonly Part[];
  /** Where the sets of names are. */
  readonly sets: string;
}

const options = parseArguments(process.argv.slice(2));
const asked = (part: Part) => options.only.includes(part);
const matched = !asked('matching') || (await benchMatching());
if (!asked('sync') && !asked('discovery')) process.exit(matched ? 0 : 1);
const services = await startTestServices();
whenAskedToStop('parent-id', () => {
  void services.stop().finally(() => process.exit(1));
});
let code = 0;
try {
  if (asked('sync')) await benchSync();
  if (asked('discovery')) await benchDiscovery();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  code = 1;
} finally {
  await services.stop();
}
process.exit(code);

/** Devices, then names; whether there was anything to measure the latter with. */
async function benchMatching(): Promise<boolean> {
  process.stderr.write('Matching devices …\n');
  for (const figure of measureDeviceMatching()) process.stdout.write(`${JSON.stringify(figure)}\n`);
  if (!setsAreIn(options.sets)) {
    process.stderr.write(
      `Left out: matching names. The sets of names are not in ${options.sets}; give their folder with --sets.\n`,
    );
    return false;
  }
  process.stderr.write('Matching names, beside what can be installed …\n');
  // Loaded when it is asked for, since it brings the methods that it compares with.
  const { measureMatching } = await import('./matching/measure-matching.ts');
  for await (const figure of measureMatching(options.sets)) {
    process.stdout.write(`${JSON.stringify(figure)}\n`);
  }
  return true;
}

async function benchSync(): Promise<void> {
  const { sites: sizes, rateScale } = options;
  let smaller: readonly Figure[] | undefined;
  for (const sites of sizes) {
    process.stderr.write(`${sites} sites at ${rateScale} times the vendors' limits …\n`);
    const figures = await measure(services, { sites, rateScale });
    const grown = smaller === undefined ? [] : growth(smaller, figures);
    for (const figure of [...figures, ...grown]) {
      process.stdout.write(`${JSON.stringify(figure)}\n`);
    }
    smaller = figures;
  }
}

async function benchDiscovery(): Promise<void> {
  const { organizations, devices, rateScale } = options;
  process.stderr.write(
    `First discovery of ${devices} devices of ${organizations} organizations at ${rateScale} times the vendors' limits …\n`,
  );
  for (const figure of await measureDiscovery(services, { organizations, devices, rateScale })) {
    process.stdout.write(`${JSON.stringify(figure)}\n`);
  }
}

function parseArguments(given: readonly string[]): BenchOptions {
  const command = new Command('npm run bench --')
    .description(
      'Measures a first and a steady run against the simulated vendors, the first discovery of IT Glue, and the matching of names.',
    )
    .option('--sites <N,…>', 'sizes to measure, the smaller first', parseSizes, [100, 300, 1_000])
    .option('--organizations <N>', 'sites whose discovery is measured', parseCount, 300)
    .option('--devices <N>', 'devices of those sites', parseCount, 20_000)
    .option(
      '--rate-scale <X>',
      "vendor limits as a multiple of the vendors' own",
      parseScale,
      usualScale,
    )
    .addOption(new Option('--only <part...>', 'some parts alone').choices(parts).default(parts))
    .option('--sets <folder>', 'where the sets of names are', usualFolder)
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

function parseCount(text: string): number {
  if (/^\d{1,6}$/.test(text) && Number(text) >= 1) return Number(text);
  throw new InvalidArgumentError('Give a whole number above 0, such as 300.');
}

function parseScale(text: string): number {
  const scale = Number(text);
  if (/^\d{1,4}(\.\d{1,3})?$/.test(text) && scale > 0) return scale;
  throw new InvalidArgumentError('Give a number above 0, such as 1 or 10.');
}
