import { homedir } from 'node:os';
import path from 'node:path';
import { EnvironmentError } from './environment-error.ts';
import { readVariables, type RawEnvironment } from './read-variables.ts';
import { readTemporalVariables, type TemporalSettings } from './temporal-variables.ts';

/** How long writes may take and wait, and how often rows are polled. Lowered in tests only. */
export interface Timings {
  /** Vendor limits are multiplied by this; 1 is the vendors' own. */
  readonly vendorRateScale: number;
  /** From the commit of an intent to the last moment at which it may be sent. */
  readonly writeSendWindowMs: number;
  /** From sending a write to giving up on its answer. */
  readonly writeTimeoutMs: number;
  /** How long after that a write may still take effect at the vendor. */
  readonly writeSettleMs: number;
  /** Heartbeat time-out of an activity that writes. */
  readonly writeHeartbeatMs: number;
  /** Between two looks at rows that somebody waits for. */
  readonly pollMs: number;
}

/** What every process of the product is told. */
export interface CommonSettings {
  readonly dataDir: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  readonly allowLoopbackVendors: boolean;
  /** The install's allow-list of further vendor origins, if there is one. */
  readonly vendorHostsFile: string | undefined;
  /** The https origin under which people reach the API, where TLS ends in front of it. */
  readonly publicUrl: string | undefined;
  /** Address of Temporal's web UI, for links to workflows. */
  readonly temporalUi: string | undefined;
  readonly timings: Timings;
  readonly temporal: TemporalSettings;
}

/** What the launcher is told: what is not there is embedded. */
export interface LauncherSettings extends CommonSettings {
  readonly databaseUrl: string | undefined;
  readonly masterKey: string | undefined;
  readonly temporalCliPath: string | undefined;
  /** Where programs are looked for: the PATH. */
  readonly programPath: string;
}

/** What a worker or an API process is told: everything it needs is there. */
export interface ServiceSettings extends CommonSettings {
  readonly databaseUrl: string;
  /** Master keys as text, for `parseMasterKeys`. */
  readonly masterKey: string;
  readonly temporal: TemporalSettings & { readonly address: string };
  /** 0 takes a free port. */
  readonly apiPort: number;
  /** Started by the launcher: ends when standard input does. */
  readonly launched: boolean;
}

/** What the command line is told. */
export interface CommandLineSettings {
  /** Address of the API, if it was given. */
  readonly api: string | undefined;
  /** Where the token lives. */
  readonly home: string;
  /** An API token, in place of a session. */
  readonly token: string | undefined;
  /** Secrets that are taken from the environment instead of being asked for. */
  readonly secrets: Readonly<Record<SecretVariable, string | undefined>>;
}

const secretVariables = [
  'SITESYNC_DATTO_KEY',
  'SITESYNC_DATTO_SECRET',
  'SITESYNC_GRAVITYZONE_KEY',
  'SITESYNC_ITGLUE_KEY',
  'SITESYNC_UNINSTALL_PASSWORD',
] as const;
/** A variable that a secret may be given in. */
export type SecretVariable = (typeof secretVariables)[number];

/** Reads what the launcher needs. @throws {EnvironmentError} */
export function readLauncherSettings(raw: RawEnvironment = process.env): LauncherSettings {
  const values = readVariables(
    raw,
    ['DATABASE_URL', 'SITESYNC_MASTER_KEY', 'TEMPORAL_CLI_PATH', 'PATH'],
    // A missing key is made where the database is embedded too, and nowhere else.
    (raw['DATABASE_URL'] ?? '') === '' ? ['DATABASE_URL', 'SITESYNC_MASTER_KEY'] : [],
  );
  return {
    ...readCommonSettings(raw),
    databaseUrl: values.DATABASE_URL,
    masterKey: values.SITESYNC_MASTER_KEY,
    temporalCliPath: values.TEMPORAL_CLI_PATH,
    programPath: values.PATH,
  };
}

/** Reads what a worker or an API process needs. @throws {EnvironmentError} */
export function readServiceSettings(raw: RawEnvironment = process.env): ServiceSettings {
  const values = readVariables(raw, [
    'DATABASE_URL',
    'TEMPORAL_ADDRESS',
    'SITESYNC_MASTER_KEY',
    'SITESYNC_API_PORT',
    'SITESYNC_LAUNCHED',
  ]);
  const common = readCommonSettings(raw);
  return {
    ...common,
    temporal: { ...common.temporal, address: values.TEMPORAL_ADDRESS },
    databaseUrl: values.DATABASE_URL,
    masterKey: values.SITESYNC_MASTER_KEY,
    apiPort: values.SITESYNC_API_PORT,
    launched: values.SITESYNC_LAUNCHED,
  };
}

/** Reads what the command line needs. @throws {EnvironmentError} */
export function readCommandLineSettings(raw: RawEnvironment = process.env): CommandLineSettings {
  const { SITESYNC_API, SITESYNC_HOME, SITESYNC_TOKEN, ...secrets } = readVariables(raw, [
    'SITESYNC_API',
    'SITESYNC_HOME',
    'SITESYNC_TOKEN',
    ...secretVariables,
  ]);
  return {
    api: SITESYNC_API,
    home: SITESYNC_HOME ?? path.join(homedir(), '.sitesync'),
    token: SITESYNC_TOKEN,
    secrets,
  };
}

function readCommonSettings(raw: RawEnvironment): CommonSettings {
  const values = readVariables(raw, [
    'SITESYNC_DATA',
    'SITESYNC_LOG_LEVEL',
    'SITESYNC_ALLOW_LOOPBACK_VENDORS',
    'SITESYNC_VENDOR_HOSTS_FILE',
    'SITESYNC_PUBLIC_URL',
    'SITESYNC_TEMPORAL_UI',
    'SITESYNC_VENDOR_RATE_SCALE',
    'SITESYNC_WRITE_SEND_WINDOW_MS',
    'SITESYNC_WRITE_TIMEOUT_MS',
    'SITESYNC_WRITE_SETTLE_MS',
    'SITESYNC_WRITE_HEARTBEAT_MS',
    'SITESYNC_POLL_MS',
  ]);
  return {
    dataDir: values.SITESYNC_DATA,
    logLevel: values.SITESYNC_LOG_LEVEL,
    allowLoopbackVendors: values.SITESYNC_ALLOW_LOOPBACK_VENDORS,
    vendorHostsFile: values.SITESYNC_VENDOR_HOSTS_FILE,
    publicUrl: values.SITESYNC_PUBLIC_URL,
    temporalUi: values.SITESYNC_TEMPORAL_UI,
    timings: {
      vendorRateScale: values.SITESYNC_VENDOR_RATE_SCALE,
      writeSendWindowMs: values.SITESYNC_WRITE_SEND_WINDOW_MS,
      writeTimeoutMs: values.SITESYNC_WRITE_TIMEOUT_MS,
      writeSettleMs: values.SITESYNC_WRITE_SETTLE_MS,
      writeHeartbeatMs: values.SITESYNC_WRITE_HEARTBEAT_MS,
      pollMs: values.SITESYNC_POLL_MS,
    },
    temporal: readTemporalVariables(raw),
  };
}

/**
 * The environment for a child process: this process's own, with the given variables set, and those
 * given as undefined taken out.
 */
export function environmentForChild(
  changes: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const merged = { ...process.env, ...changes };
  return Object.fromEntries(
    Object.entries(merged).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/**
 * Runs a main's reading of its settings; a wrong setting is printed as its sentences on standard
 * error and ends the process with exit code 4.
 */
export function settingsOrExit<Settings>(read: () => Settings): Settings {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(error.exitCode);
  }
}
