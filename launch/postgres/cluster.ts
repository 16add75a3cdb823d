import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { LaunchError, messageOf } from '../launch-error.ts';
import type { PostgresPrograms } from './programs.ts';
import { postgresOwner, type PostgresUser } from './run-as.ts';

const run = promisify(execFile);

/** The cluster's superuser, and the database of the product. */
export const clusterUser = 'sitesync';
export const clusterDatabase = 'sitesync';

/** Where a cluster's files are. */
export interface ClusterPlaces {
  readonly cluster: string;
  readonly postgresPassword: string;
}

/**
 * Makes the cluster with a random superuser password, unless it is there. It appears under its name
 * only when it is whole; what a killed start left half-made is thrown away.
 * @returns the superuser's password.
 */
export async function ensureCluster(
  places: ClusterPlaces,
  programs: PostgresPrograms,
  user: PostgresUser,
): Promise<string> {
  if (existsSync(path.join(places.cluster, 'PG_VERSION'))) {
    return readPassword(places.postgresPassword);
  }
  const password = randomBytes(24).toString('base64url');
  await writeFile(places.postgresPassword, `${password}\n`, { mode: 0o600 });
  const draft = `${places.cluster}.new`;
  await rm(draft, { recursive: true, force: true });
  await makeCluster(draft, password, programs, user);
  await rename(path.join(draft, 'cluster'), places.cluster);
  await rm(draft, { recursive: true, force: true });
  return password;
}

async function makeCluster(
  draft: string,
  password: string,
  programs: PostgresPrograms,
  { runAs, through }: PostgresUser,
): Promise<void> {
  const owner = postgresOwner();
  const passwordFile = path.join(draft, 'password');
  await mkdir(draft, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  for (const place of owner === undefined ? [] : [draft, passwordFile]) {
    await chown(place, owner?.uid ?? 0, owner?.gid ?? 0);
  }
  const [command, ...before] = [...through, programs.initdb];
  const access = ['--username', clusterUser, '--pwfile', passwordFile, '--auth', 'scram-sha-256'];
  // The built-in collation provider sorts alike on every machine, whatever locales it has.
  const locale = ['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'];
  const form = ['--encoding', 'UTF8', '--data-checksums', ...locale];
  try {
    await run(
      command ?? programs.initdb,
      [...before, '--pgdata', path.join(draft, 'cluster'), ...access, ...form],
      { ...runAs },
    );
  } catch (error) {
    throw new LaunchError(
      `The embedded database could not be made in ${draft}: ${messageOf(error).trim()}`,
      { cause: error },
    );
  }
}

async function readPassword(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new LaunchError(
      `The embedded database is there, but its password file ${file} can't be read. Restore that file from a backup.`,
      { cause: error },
    );
  }
}
