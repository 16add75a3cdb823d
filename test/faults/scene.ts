import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { control } from '../harness/control.ts';
import { createInstall, type Install, type Services } from '../harness/install.ts';
import { createTenant, type TestTenant } from '../harness/tenant.ts';
import type { WorkerProcess } from '../harness/worker-process.ts';
import { Ledger, type WantedSite } from './ledger.ts';
import { judge, type Verdict } from './oracle.ts';
import { readRecords } from './records.ts';

/** How a scene differs from the usual one. */
export interface SceneOptions {
  seed?: number;
  /** Given up on a write after this long, and read back this long after that, in ms. */
  timings?: { writeTimeoutMs: number; writeSettleMs: number };
  switches?: Record<string, string>;
  /** The worker's program, where it is not this project's own. */
  program?: string | undefined;
  /** Where that program keeps its compiled workflows. */
  dataDir?: string | undefined;
}

/** An install with a sandbox of its own, and what was set up in it. */
export interface Scene {
  sandbox: Sandbox;
  vendors: ReturnType<typeof control>;
  install: Install;
  tenant: TestTenant;
  ledger: Ledger;
  timings: { writeTimeoutMs: number; writeSettleMs: number };
  startWorker(overrides?: Record<string, string>): Promise<WorkerProcess>;
  /** Makes a managed site in Datto RMM; with `existing`, its company is there already. */
  addSite(name: string, options?: { existing?: boolean }): Promise<WantedSite>;
  judge(): Promise<Verdict>;
  close(): Promise<void>;
}

const usualTimings = { writeTimeoutMs: 1_500, writeSettleMs: 1_500 };

/** Vendors that let as much through as their pages leave open, so that a mistake shows. */
const lenient = {
  'gravityzone.duplicatePackageScope': 'allowed',
  'gravityzone.kitBuild': 'instant',
};

export async function createScene(services: Services, options: SceneOptions = {}): Promise<Scene> {
  const timings = options.timings ?? usualTimings;
  const sandbox = await startSandbox({
    port: 0,
    msp: 'small',
    sites: 1,
    rateScale: 20,
    seed: options.seed ?? 1,
  });
  const vendors = control(sandbox);
  await vendors.switches({ ...lenient, ...options.switches });
  await removeSampleSites(vendors);
  const install = await createInstall(services, { rateScale: 20, ...timings });
  const tenant = await createTenant(install, sandbox);
  const ledger = new Ledger();
  const dataDir = options.dataDir === undefined ? {} : { SITESYNC_DATA: options.dataDir };
  return {
    sandbox,
    vendors,
    install,
    tenant,
    ledger,
    timings,
    startWorker: (overrides = {}) =>
      install.startWorker(options.program, { ...dataDir, ...overrides }),
    async addSite(name, { existing = false } = {}) {
      const made = await vendors.change({ do: 'datto.createSite', name });
      const uid = String(made.id);
      if (existing) {
        const company = await vendors.change({ do: 'gravityzone.createCompany', name });
        ledger.existing.add(String(company.id));
      }
      const site: WantedSite = {
        uid,
        name,
        companyNames: [name],
        hasCompany: existing,
        foreigner: null,
      };
      ledger.sites.push(site);
      return site;
    },
    async judge() {
      const [state, { entries }, records] = await Promise.all([
        vendors.state(),
        vendors.log(),
        readRecords(install.owner),
      ]);
      return judge({ ledger, state, log: entries, records });
    },
    async close() {
      await install.close();
      await sandbox.close();
    },
  };
}

/** Only the script's own sites are managed then. */
async function removeSampleSites(vendors: Scene['vendors']): Promise<void> {
  const { dattoRmm } = await vendors.state();
  for (const { uid } of dattoRmm.sites.filter(({ system }) => system === null)) {
    await vendors.change({ do: 'datto.deleteSite', siteUid: uid });
  }
}

/**
 * Waits until `look` gives something.
 * @throws {Error} naming `what` after `withinMs`.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  withinMs = 60_000,
): Promise<T> {
  const endsAt = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    if (performance.now() > endsAt) throw new Error(`${what} did not happen in ${withinMs} ms`);
    await sleep(50);
  }
}
