import type { LauncherSettings } from '../environment/environment.ts';
import { KeptRunning } from './keep-running.ts';
import { startPostgres } from './postgres/start.ts';
import type { Stops } from './stops.ts';

/** The address of the database that the product uses: DATABASE_URL, else an embedded one's. */
export async function settlePostgres(
  settings: LauncherSettings,
  dataDir: string,
  stops: Stops,
  trouble: (sentence: string) => void,
): Promise<string> {
  if (settings.databaseUrl !== undefined) return settings.databaseUrl;
  // A restart keeps the port: the children have the address.
  let port: number | undefined;
  const start = () => startPostgres({ dataDir, ...(port === undefined ? {} : { port }) });
  const kept = await KeptRunning.start(start, trouble);
  stops.add(() => kept.stop());
  port = kept.first.port;
  return kept.first.url;
}
