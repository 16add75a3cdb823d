import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const projectDir = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Where programs that were fetched are kept, apart from any install's data. */
export const cacheDir = path.join(projectDir, '.cache');

/** Where things are in an install's data folder. */
export function placesIn(dataDir: string) {
  return {
    masterKey: path.join(dataDir, 'master.key'),
    cluster: path.join(dataDir, 'postgres'),
    postgresPassword: path.join(dataDir, 'postgres.password'),
    temporalDatabase: path.join(dataDir, 'temporal.db'),
    ports: path.join(dataDir, 'ports.json'),
    lock: path.join(dataDir, 'launcher.json'),
    logs: path.join(dataDir, 'logs'),
    /** Log of one part. */
    log: (part: string) => path.join(dataDir, 'logs', `${part}.log`),
    /** Record of the process of one part. */
    record: (part: string) => path.join(dataDir, 'processes', `${part}.json`),
  } as const;
}
