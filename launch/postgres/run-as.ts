import { execFileSync } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { RunAs } from '../kept.ts';
import { LaunchError } from '../launch-error.ts';

/** How Postgres is run: as whom, and through which command. */
export interface PostgresUser {
  /** Undefined: as this process's own user. */
  readonly runAs: RunAs | undefined;
  /** Put before the program, to become that user. */
  readonly through: readonly string[];
}

const userName = 'postgres';
// capabilities(7)
const capDacOverride = 1n;
const capDacReadSearch = 2n;

/**
 * Postgres refuses to run as root: as root it runs as the user `postgres`, made if it is missing.
 * A checkout under a closed folder such as /root is out of that user's reach; there it gets the one
 * capability to pass through folders, by setpriv.
 * @param reached files and folders that Postgres must reach.
 * @throws {LaunchError} with what to do, if that can't be had.
 */
export function postgresUser(reached: readonly string[]): PostgresUser {
  if (process.getuid?.() !== 0) return { runAs: undefined, through: [] };
  const runAs = findUser() ?? createUser();
  if (reached.every((place) => canReach(place, runAs))) return { runAs, through: [] };
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find(isProgram);
  const capability = passCapability();
  if (setpriv === undefined || capability === undefined) {
    throw new LaunchError(
      `As root, Postgres runs as the user ${userName}, which can't enter ${reached.join(' or ')}. Run Sitesync as another user, or move it and its --data out of closed folders.`,
    );
  }
  const become = ['--reuid', String(runAs.uid), '--regid', String(runAs.gid), '--clear-groups'];
  // access(2) asks what the real user may do and drops its capabilities, unless this bit is set.
  const keep = ['--securebits', '+no_setuid_fixup'];
  const grant = ['--inh-caps', `+${capability}`, '--ambient-caps', `+${capability}`];
  return { runAs: undefined, through: [setpriv, ...keep, ...become, ...grant] };
}

/** The user that owns the cluster's files where this process is root. */
export function postgresOwner(): RunAs | undefined {
  return process.getuid?.() === 0 ? (findUser() ?? createUser()) : undefined;
}

function findUser(): RunAs | undefined {
  const ask = (flag: string) =>
    Number(
      execFileSync('id', [flag, userName], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  try {
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined;
  }
}

function createUser(): RunAs {
  try {
    const quiet = { stdio: 'ignore' as const };
    execFileSync('groupadd', ['--system', userName], quiet);
    execFileSync('useradd', ['--system', '--gid', userName, '--no-create-home', userName], quiet);
  } catch {
    // A group of that name may be there already; whether there is a user now is what counts.
  }
  const made = findUser();
  if (made !== undefined) return made;
  throw new LaunchError(
    `Postgres refuses to run as root, and the user ${userName} could not be made. Run Sitesync as another user, or make that user with: useradd --system ${userName}`,
  );
}

/** Whether every folder above lets that user pass. */
function canReach(place: string, { uid, gid }: RunAs): boolean {
  for (let folder = path.dirname(path.resolve(place)); ; folder = path.dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (stat !== undefined) {
      const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
      if ((stat.mode & bit) === 0) return false;
    }
    if (folder === path.dirname(folder)) return true;
  }
}

/** The narrowest capability this process may hand on that passes closed folders. */
function passCapability(): string | undefined {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    const bounding = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
    if (((bounding >> capDacReadSearch) & 1n) === 1n) return 'dac_read_search';
    return ((bounding >> capDacOverride) & 1n) === 1n ? 'dac_override' : undefined;
  } catch {
    return undefined;
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
