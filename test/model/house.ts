import { createInstall, type Install, type Services } from '../harness/install.ts';
import { startApiProcess, type ApiProcess } from '../cli/api-process.ts';
import { WorkerKeeper } from './worker-keeper.ts';

/** An install with an API and a worker that is killed again and again, for any number of lanes. */
export interface House {
  install: Install;
  keeper: WorkerKeeper;
  api: ApiProcess;
  close(): Promise<void>;
}

/** Another copy of the programs, and where it keeps its compiled workflows. */
export interface Programs {
  program?: string;
  api?: string;
  dataDir?: string;
}

/** Lowered, so that a lost answer costs seconds. */
export const timings = { rateScale: 20, writeTimeoutMs: 1_500, writeSettleMs: 1_500 };

export async function openHouse(
  services: Services,
  { program, api: apiProgram, dataDir }: Programs = {},
): Promise<House> {
  const install = await createInstall(services, timings);
  const overrides = dataDir === undefined ? {} : { SITESYNC_DATA: dataDir };
  try {
    const api = await startApiProcess(
      { ...install.environment, ...overrides, SITESYNC_API_PORT: '0' },
      apiProgram,
    );
    const keeper = await WorkerKeeper.start(() => install.startWorker(program, overrides));
    return {
      install,
      keeper,
      api,
      async close() {
        await keeper.close();
        await api.stop();
        await install.close();
      },
    };
  } catch (error) {
    await install.close();
    throw error;
  }
}
