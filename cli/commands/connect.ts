import { Option } from 'commander';
import { askSecret, askText } from '../ask.ts';
import { callApi } from '../call-api.ts';
import type { Cli, Outcome } from '../cli.ts';
import { exitCodes } from '../cli-error.ts';
import type { AddCommand } from './command.ts';

interface Options {
  url?: string;
  key?: string;
  secret?: string;
  test?: true;
}

/** What is matched to organizations, as people type it. */
const organizationSources = {
  sites: 'datto-rmm-sites',
  autotask: 'autotask-companies',
} as const;
type TypedSource = keyof typeof organizationSources;

interface ItglueOptions extends Omit<Options, 'secret'> {
  region?: string;
  source?: TypedSource;
}

export const addConnect: AddCommand = (program, run) => {
  const connect = program.command('connect').description('save and test a connection');
  connect
    .command('datto-rmm')
    .description('the Datto RMM key that the sync uses')
    .option(
      '--url <url>',
      'API URL or platform: pinotage, merlot, concord, vidal, zinfandel, syrah',
    )
    .option('--key <key>', 'API key (or SITESYNC_DATTO_KEY, or a prompt)')
    .option('--secret <secret>', 'API secret (or SITESYNC_DATTO_SECRET, or a prompt)')
    .option('--test', 'test the saved key again')
    .action((options: Options) => run((cli) => connectDattoRmm(cli, options)));
  connect
    .command('gravityzone')
    .description('a GravityZone key with Companies, Licensing, Packages and Network')
    .option('--url <url>', 'Access URL')
    .option('--key <key>', 'API key (or SITESYNC_GRAVITYZONE_KEY, or a prompt)')
    .option('--test', 'test the saved key again')
    .action((options: Options) => run((cli) => connectGravityzone(cli, options)));
  connect
    .command('itglue')
    .description('an IT Glue key of an Administrator')
    .addOption(new Option('--region <region>', 'of your account').choices(['us', 'eu', 'au']))
    .addOption(new Option('--url <url>', 'API URL, in place of a region').conflicts('region'))
    .option('--key <key>', 'API key (or SITESYNC_ITGLUE_KEY, or a prompt)')
    .addOption(
      new Option(
        '--source <source>',
        'what is matched to organizations: Datto RMM sites, or the Autotask companies that they belong to (where Autotask PSA feeds IT Glue too)',
      ).choices(Object.keys(organizationSources)),
    )
    .option('--test', 'test the saved key again')
    .action((options: ItglueOptions) => run((cli) => connectItglue(cli, options)));
};

async function connectDattoRmm(cli: Cli, { url, key, secret, test }: Options): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const json = test
    ? {}
    : {
        url: await askText(cli, url, {
          message: 'Datto RMM API URL or platform',
          option: '--url',
        }),
        key: await askSecret(cli, key, {
          message: 'API key',
          option: '--key',
          variable: 'SITESYNC_DATTO_KEY',
        }),
        secret: await askSecret(cli, secret, {
          message: 'API secret',
          option: '--secret',
          variable: 'SITESYNC_DATTO_SECRET',
        }),
      };
  return shown(await callApi(v1.connections['datto-rmm'].$put({ json })));
}

async function connectGravityzone(cli: Cli, { url, key, test }: Options): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const json = test
    ? {}
    : {
        url: await askText(cli, url, { message: 'GravityZone Access URL', option: '--url' }),
        key: await askSecret(cli, key, {
          message: 'API key',
          option: '--key',
          variable: 'SITESYNC_GRAVITYZONE_KEY',
        }),
      };
  return shown(await callApi(v1.connections.gravityzone.$put({ json })));
}

async function connectItglue(cli: Cli, options: ItglueOptions): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const { url, region, key, source, test } = options;
  const organizationSource = source && organizationSources[source];
  const json = test
    ? {}
    : {
        url: await askText(cli, url ?? region, {
          message: 'Region of IT Glue: us, eu or au',
          option: '--region',
        }),
        key: await askSecret(cli, key, {
          message: 'API key',
          option: '--key',
          variable: 'SITESYNC_ITGLUE_KEY',
        }),
      };
  const asked = organizationSource === undefined ? json : { ...json, organizationSource };
  return shown(await callApi(v1.connections.itglue.$put({ json: asked })));
}

interface Saved {
  connection: { vendor: string; identity: string; state: string; note: string | null };
  requestId: string | null;
}

function shown(saved: Saved): Outcome {
  const { vendor, identity, state, note } = saved.connection;
  if (state !== 'ok') {
    return { data: saved, text: note ?? `${vendor} is ${state}.`, exitCode: exitCodes.failed };
  }
  const reads =
    saved.requestId === null
      ? ''
      : '\nSource and destination are connected: the inventories are being read.';
  return { data: saved, text: `Connected ${vendor} (${identity}).${reads}` };
}
