import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { EnvironmentError } from './environment-error.ts';
import {
  readCommandLineSettings,
  readLauncherSettings,
  readServiceSettings,
} from './environment.ts';
import type { RawEnvironment } from './read-variables.ts';

const key = randomBytes(32).toString('base64');
const database = 'postgres://user:pass@127.0.0.1:5432/sitesync';

function sentencesOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof EnvironmentError) {
      expect(error.exitCode).toBe(4);
      return error.problems.map((problem) => problem.sentence);
    }
    throw error;
  }
  return [];
}

describe('nothing set', () => {
  test('everything is embedded, in .sitesync/', () => {
    const settings = readLauncherSettings({});
    expect(settings).toMatchObject({
      databaseUrl: undefined,
      masterKey: undefined,
      dataDir: path.resolve('.sitesync'),
      allowLoopbackVendors: false,
      logLevel: 'info',
      temporal: { address: undefined, namespace: 'default', tls: false },
    });
    expect(settings.timings).toEqual({
      vendorRateScale: 1,
      writeSendWindowMs: 4_000,
      writeTimeoutMs: 30_000,
      writeSettleMs: 60_000,
      writeHeartbeatMs: 6_000,
      pollMs: 1_000,
    });
  });

  test('an empty variable counts as not set', () => {
    expect(readLauncherSettings({ DATABASE_URL: '', TEMPORAL_ADDRESS: '' })).toEqual(
      readLauncherSettings({}),
    );
  });

  test('a worker says each of what it misses', () => {
    expect(sentencesOf(() => readServiceSettings({}))).toEqual([
      expect.stringMatching(/^DATABASE_URL is not set\. Give /),
      expect.stringMatching(/^TEMPORAL_ADDRESS is not set\. Give /),
      expect.stringMatching(/^SITESYNC_MASTER_KEY is not set\. /),
    ]);
  });

  test('the command line keeps its token under the home folder', () => {
    expect(readCommandLineSettings({}).home).toMatch(/\.sitesync$/);
  });
});

describe('the command line', () => {
  test('takes its token and secrets from the environment, as they are', () => {
    const given = {
      SITESYNC_DATTO_KEY: 'datto-key',
      SITESYNC_DATTO_SECRET: ' with blanks ',
      SITESYNC_GRAVITYZONE_KEY: '',
    };
    const { token, secrets } = readCommandLineSettings({ ...given, SITESYNC_TOKEN: 'sst_x' });
    expect(token).toBe('sst_x');
    expect(secrets).toMatchObject({
      SITESYNC_DATTO_KEY: 'datto-key',
      SITESYNC_DATTO_SECRET: ' with blanks ',
    });
    expect(secrets.SITESYNC_GRAVITYZONE_KEY).toBeUndefined();
    expect(secrets.SITESYNC_UNINSTALL_PASSWORD).toBeUndefined();
  });
});

describe('addresses that browsers use', () => {
  test('the public one is an https origin, and nothing else', () => {
    const read = (text: string) => readLauncherSettings({ SITESYNC_PUBLIC_URL: text }).publicUrl;
    expect(read('https://Sitesync.example.com/')).toBe('https://sitesync.example.com');
    expect(read('https://sitesync.example.com:8443')).toBe('https://sitesync.example.com:8443');
    for (const wrong of [
      'http://sitesync.example.com',
      'sitesync.example.com',
      'https://sitesync.example.com/path',
      'https://user:hunter2@sitesync.example.com',
      'https://sitesync.example.com?x',
    ]) {
      expect(sentencesOf(() => read(wrong))).toEqual([
        expect.stringMatching(/^SITESYNC_PUBLIC_URL .*https:\/\/sitesync\.example\.com\.$/),
      ]);
    }
  });

  test('that of Temporal’s UI may have a path', () => {
    const raw = { SITESYNC_TEMPORAL_UI: 'http://10.0.0.1:8080/temporal/' };
    expect(readLauncherSettings(raw).temporalUi).toBe('http://10.0.0.1:8080/temporal');
  });
});

describe('without embedding', () => {
  test('a missing master key refuses to start', () => {
    expect(sentencesOf(() => readLauncherSettings({ DATABASE_URL: database }))).toEqual([
      expect.stringMatching(/^SITESYNC_MASTER_KEY is not set\. .*openssl rand -base64 32$/),
    ]);
  });

  test('a given one is taken, and several are', () => {
    const both = `${key},${randomBytes(32).toString('hex')}`;
    const raw = { DATABASE_URL: database, SITESYNC_MASTER_KEY: both };
    expect(readLauncherSettings(raw).masterKey).toBe(both);
  });
});

describe('a wrong variable is a sentence that names it and never repeats it', () => {
  test.each([
    ['DATABASE_URL', 'mysql://root:hunter2@db'],
    ['TEMPORAL_ADDRESS', 'https://temporal'],
    ['SITESYNC_MASTER_KEY', 'hunter2hunter2'],
    ['SITESYNC_ALLOW_LOOPBACK_VENDORS', 'yes'],
    ['SITESYNC_LOG_LEVEL', 'loud'],
    ['TEMPORAL_TLS', 'maybe'],
    ['SITESYNC_PUBLIC_URL', 'http://plain'],
    ['SITESYNC_TEMPORAL_UI', 'localhost:8233'],
    ['TEMPORAL_TLS_SERVER_CA_CERT_PATH', '/nowhere/ca.pem'],
  ])('%s', (variable, value) => {
    const sentences = sentencesOf(() => readLauncherSettings({ [variable]: value }));
    const wrong = sentences.filter((sentence) => sentence.startsWith(`${variable} `));
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toMatch(/\. \S.*$/);
    expect(sentences.join()).not.toContain(value);
  });

  test('SITESYNC_API', () => {
    expect(sentencesOf(() => readCommandLineSettings({ SITESYNC_API: 'localhost:4000' }))).toEqual([
      expect.stringMatching(/^SITESYNC_API is not a URL/),
    ]);
  });

  test('all wrong ones are named at once', () => {
    const raw = { SITESYNC_LOG_LEVEL: 'loud', SITESYNC_ALLOW_LOOPBACK_VENDORS: 'yes' };
    expect(sentencesOf(() => readLauncherSettings(raw))).toHaveLength(2);
  });

  test('a main prints it and exits with 4', () => {
    const main = `import { readLauncherSettings, settingsOrExit } from ${JSON.stringify(import.meta.resolve('./environment.ts'))}; settingsOrExit(readLauncherSettings);`;
    const ended = spawnSync(process.execPath, ['--input-type=module', '-e', main], {
      env: { SITESYNC_LOG_LEVEL: 'loud' },
      encoding: 'utf8',
    });
    expect(ended.status).toBe(4);
    expect(ended.stderr).toMatch(/^SITESYNC_LOG_LEVEL is not a log level\. .*\n$/);
    expect(ended.stdout).toBe('');
  });
});

describe('test timings', () => {
  const lowered: RawEnvironment = {
    SITESYNC_VENDOR_RATE_SCALE: '10',
    SITESYNC_WRITE_SEND_WINDOW_MS: '500',
    SITESYNC_WRITE_TIMEOUT_MS: '1000',
    SITESYNC_WRITE_SETTLE_MS: '0',
    SITESYNC_WRITE_HEARTBEAT_MS: '1000',
    SITESYNC_POLL_MS: '50',
  };

  test('are refused one by one without SITESYNC_ALLOW_LOOPBACK_VENDORS', () => {
    for (const name of Object.keys(lowered)) {
      expect(sentencesOf(() => readLauncherSettings({ [name]: lowered[name] }))).toEqual([
        `${name} is a test setting and is accepted only together with SITESYNC_ALLOW_LOOPBACK_VENDORS=1. Remove it.`,
      ]);
    }
  });

  test('are accepted together with it', () => {
    const raw = { ...lowered, SITESYNC_ALLOW_LOOPBACK_VENDORS: '1' };
    expect(readLauncherSettings(raw).timings).toEqual({
      vendorRateScale: 10,
      writeSendWindowMs: 500,
      writeTimeoutMs: 1_000,
      writeSettleMs: 0,
      writeHeartbeatMs: 1_000,
      pollMs: 50,
    });
  });
});

describe("Temporal's own variables", () => {
  test('an API key alone switches TLS on, TEMPORAL_TLS=false off', () => {
    expect(readLauncherSettings({ TEMPORAL_API_KEY: 'k' }).temporal.tls).toEqual({});
    const off = readLauncherSettings({ TEMPORAL_API_KEY: 'k', TEMPORAL_TLS: 'false' });
    expect(off.temporal.tls).toBe(false);
  });

  test('certificates come from files or from the variable itself', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sitesync-tls-'));
    writeFileSync(path.join(folder, 'client.pem'), 'certificate');
    const { temporal } = readLauncherSettings({
      TEMPORAL_ADDRESS: 'temporal.example.com:7233',
      TEMPORAL_NAMESPACE: 'msp.a2dd6',
      TEMPORAL_TLS_CLIENT_CERT_PATH: path.join(folder, 'client.pem'),
      TEMPORAL_TLS_CLIENT_KEY_DATA: 'key',
      TEMPORAL_TLS_SERVER_NAME: 'inner',
      TEMPORAL_GRPC_META_X_TEAM: 'blue',
    });
    rmSync(folder, { recursive: true });
    expect(temporal).toMatchObject({
      address: 'temporal.example.com:7233',
      namespace: 'msp.a2dd6',
      metadata: { 'x-team': 'blue' },
      tls: {
        serverNameOverride: 'inner',
        clientCertPair: { crt: Buffer.from('certificate'), key: new TextEncoder().encode('key') },
      },
    });
  });

  test('half a client certificate is refused', () => {
    const raw = { TEMPORAL_TLS_CLIENT_CERT_DATA: 'certificate' };
    expect(sentencesOf(() => readLauncherSettings(raw))[0]).toMatch(
      /^TEMPORAL_TLS_CLIENT_KEY_PATH is not set, though its other half is/,
    );
  });
});
