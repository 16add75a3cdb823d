import { eq } from 'drizzle-orm';
import { inject } from 'vitest';
import { keepSecret } from '../../db/connections/keep-secret.ts';
import { secretFields } from '../../db/connections/secret-fields.ts';
import { association, problem, tenant } from '../../db/schema/index.ts';
import { packageLinkVariable } from '../../rules/gravityzone/settings.ts';
import {
  startSandbox,
  type LogEntry,
  type Sandbox,
  type SandboxOptions,
} from '../../sandbox/index.ts';
import { control, type SandboxState } from '../harness/control.ts';
import { createInstall, type Install, type InstallTimings } from '../harness/install.ts';
import {
  automatic,
  createTenant,
  type RunRow,
  type TestDestination,
  type TestTenant,
} from '../harness/tenant.ts';
import type { RunWish } from '../../db/runs/request-run.ts';

type Site = SandboxState['dattoRmm']['sites'][number];
type Company = SandboxState['gravityzone']['companies'][number];

/** The sandbox's true store, with what the sample says of itself. */
export interface SampleState extends SandboxState {
  credentials: {
    dattoRmm: { label: string; key: string; secret: string }[];
    gravityzone: { label: string; key: string }[];
  };
  sample: {
    branches: { branch: string; siteUid: string; siteName: string; companyIds: string[] }[];
  };
}

/** An ended run with what it left: here and, by the sandbox's log, at the vendors. */
export interface EndedRun {
  row: RunRow;
  problems: (typeof problem.$inferSelect)[];
  /** Every request that arrived meanwhile. */
  calls: LogEntry[];
  /** What those changed. */
  effects: { operation: string; verb: string; kind: string; name: string }[];
}

/** One MSP with its vendors and its tenant. */
export interface Msp {
  sandbox: Sandbox;
  tenant: TestTenant;
  vendors: ReturnType<typeof control>;
  state(): Promise<SampleState>;
  /** Everything that was requested since, or from the start. */
  log(after?: number): Promise<LogEntry[]>;
  sync(wish?: Partial<RunWish>): Promise<EndedRun>;
  /** Looks at a run that has ended; `after` is the log's number before it. */
  ended(row: RunRow, after?: number): Promise<EndedRun>;
  settings(settings: object): Promise<void>;
  /** Puts another value in the place of a saved secret, as if it had been changed at the vendor. */
  replaceSecret(field: keyof typeof secretFields, value: string): Promise<void>;
  associations(): Promise<(typeof association.$inferSelect)[]>;
  site(name: string): Promise<Site>;
  company(name: string): Promise<Company | undefined>;
}

export interface Scene {
  install: Install;
  /** `destinations`: what it is connected to; GravityZone where nothing is said. */
  msp: (
    options?: SandboxOptions & { settings?: object; destinations?: readonly TestDestination[] },
  ) => Promise<Msp>;
  close(): Promise<void>;
}

/** Seeds differ, since a root company serves one tenant of an install. */
let lastSeed = 100;

/** An install with a worker at work, for any number of MSPs side by side. */
export async function openScene(
  timings?: InstallTimings,
  services = {
    databaseUrl: inject('databaseUrl'),
    temporalAddress: inject('temporalAddress'),
  },
): Promise<Scene> {
  const install = await createInstall(services, timings);
  const sandboxes: Sandbox[] = [];
  return {
    install,
    async msp({ settings, destinations, ...options } = {}) {
      lastSeed += 1;
      const sandbox = await startSandbox({ port: 0, rateScale: 20, seed: lastSeed, ...options });
      sandboxes.push(sandbox);
      const tenant = await createTenant(install, sandbox, settings ?? automatic, destinations);
      return openMsp(install, sandbox, tenant);
    },
    async close() {
      await install.close();
      await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
    },
  };
}

function openMsp({ keyring }: Install, sandbox: Sandbox, of: TestTenant): Msp {
  const vendors = control(sandbox);
  const state = () => vendors.state() as Promise<SampleState>;
  const log = async (after = 0) => (await vendors.log(after)).entries;
  const ended: Msp['ended'] = async (row, after = 0) => {
    const calls = await log(after);
    return {
      row,
      problems: await of.read((tx) => tx.select().from(problem).where(eq(problem.runId, row.id))),
      calls,
      effects: calls.flatMap(({ operation, effect }) =>
        effect ? [{ operation, verb: effect.verb, kind: effect.kind, name: effect.name }] : [],
      ),
    };
  };
  return {
    sandbox,
    tenant: of,
    vendors,
    state,
    log,
    ended,
    async sync(wish) {
      const { last } = await vendors.log();
      return ended(await of.sync(wish), last);
    },
    settings: async (settings) => {
      await of.read((tx) => tx.update(tenant).set({ settings }).where(eq(tenant.id, of.id)));
    },
    async replaceSecret(name, value) {
      const { origin } = new URL(urlOf(sandbox, name));
      const place = { tenantId: of.id, field: secretFields[name], origin };
      await of.read((tx) => keepSecret(tx, keyring, place, value));
    },
    associations: () => of.read((tx) => tx.select().from(association)),
    async site(name) {
      const site = (await state()).dattoRmm.sites.find((one) => one.name === name);
      if (!site) throw new Error(`the sample has no site ${name}`);
      return site;
    },
    company: async (name) => (await state()).gravityzone.companies.find((one) => one.name === name),
  };
}

function urlOf({ ready }: Sandbox, field: keyof typeof secretFields): string {
  if (field === 'gravityzoneKey') return ready.gravityzone.url;
  return field === 'itglueKey' ? ready.itglue.url : ready.dattoRmm.url;
}

/** The values of a site's package link variable: one, or none. */
export function linksOf(site: Site): string[] {
  return site.variables.filter(({ name }) => name === packageLinkVariable).map((one) => one.value);
}

/** What was created, by kind of object. */
export function created({ effects }: Pick<EndedRun, 'effects'>, kind: string): string[] {
  return effects.filter((one) => one.verb === 'create' && one.kind === kind).map((one) => one.name);
}
