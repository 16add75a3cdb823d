import type { TestProject } from 'vitest/node';
import { startTestServices } from '../../launch/test-services.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseUrl: string;
    temporalAddress: string;
  }
}

/** One Postgres and one Temporal for every test file of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const services = await startTestServices();
  project.provide('databaseUrl', services.databaseUrl);
  project.provide('temporalAddress', services.temporalAddress);
  return () => services.stop();
}
