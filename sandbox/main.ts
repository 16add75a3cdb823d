import { parseArgs } from 'node:util';
import { startSandbox, type Sandbox, type SandboxOptions } from './index.ts';
import { commandLineOptions } from './options.ts';

const standardPort = 4100;
const badUsage = 4;
const failed = 1;
/** How often the four ports move on when something else has them. */
const portAttempts = 50;

const options = readOptions();
const sandbox = await start();
process.stdout.write(`${JSON.stringify(sandbox.ready)}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void sandbox.close().then(() => process.exit(0));
  });
}

function readOptions(): SandboxOptions {
  const text = { type: 'string' } as const;
  let values: Record<string, string | undefined>;
  try {
    ({ values } = parseArgs({
      options: {
        port: text,
        msp: text,
        sites: text,
        devices: text,
        seed: text,
        'rate-scale': text,
      },
    }));
  } catch (error) {
    return stop(badUsage, error instanceof Error ? error.message : String(error));
  }
  const parsed = commandLineOptions.safeParse(values);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return stop(
      badUsage,
      `Option --${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is wrong'}.`,
    );
  }
  const { 'rate-scale': rateScale, ...rest } = parsed.data;
  const given = Object.entries({ ...rest, rateScale }).filter(([, value]) => value !== undefined);
  return { msp: 'demo', ...Object.fromEntries(given) };
}

/** Ports that something else has are stepped over, unless they were asked for. */
async function start(): Promise<Sandbox> {
  const first = options.port ?? standardPort;
  const attempts = options.port === undefined ? portAttempts : 1;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    try {
      return await startSandbox({ ...options, port: first + attempt * 4 });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      if (error.code === 'EADDRINUSE') continue;
      return stop(failed, `The sandbox cannot listen: ${error.message}.`);
    }
  }
  return stop(
    failed,
    `Port ${String(first)} or one of the next three is taken by something else; choose another with --port, or 0 for free ones.`,
  );
}

function stop(code: number, sentence: string): never {
  process.stderr.write(`${sentence.replaceAll(/\s+/g, ' ')}\n`);
  process.exit(code);
}
