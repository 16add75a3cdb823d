import path from 'node:path';
import { z } from 'zod';

// Every message continues the sentence "<VARIABLE> …" and never repeats the value: some are secrets,
// and a secret may have been put into the wrong variable.

const url = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `is not a URL that can be used here. Give one like ${example}.`,
  });

/** The origin alone: where something is served, without what is served there. */
const origin = (protocols: readonly string[], example: string) =>
  url(protocols, example)
    .refine((text) => /^[^/]+:\/\/[^/?#@]+\/?$/.test(text), {
      error: `has more than protocol, host and port. Give one like ${example}.`,
    })
    .transform((text) => new URL(text).origin);

/** A typed secret: never trimmed, never shown. */
const secret = z.string().optional();

const flag = z
  .enum(['0', '1', 'false', 'true'], { error: 'is neither 1 nor 0. Set it to 1, or leave it out.' })
  .transform((text) => text === '1' || text === 'true');

const wholeNumber = (unit: string, least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: `is not a whole number${unit}. Give digits only.` })
    .transform(Number)
    .refine((number) => number >= least && number <= most, {
      error: `is out of range. Give a number${unit} between ${least} and ${most}.`,
    });

const folder = z.string().transform((text) => path.resolve(text));

const masterKey = z.string().refine(
  (text) =>
    text
      .split(/[\s,]+/)
      .filter((word) => word !== '')
      .every((word) => /^[0-9a-f]{64}$/i.test(word) || Buffer.from(word, 'base64').length === 32) &&
    text.trim() !== '',
  {
    error:
      'does not hold 32 bytes as base64 or hex (several keys are separated by commas, the one to write with first). Make one with: openssl rand -base64 32',
  },
);

/** Every variable of our own and of Temporal's SDK that is read, with the form it must have. */
export const variables = {
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/sitesync'),
  TEMPORAL_ADDRESS: z.string().regex(/^(\[[0-9a-f:]+\]|[A-Za-z0-9._-]+):\d{1,5}$/i, {
    error: 'is not host:port. Give one like temporal.example.com:7233.',
  }),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_TLS: flag.optional(),
  TEMPORAL_TLS_SERVER_NAME: z.string().optional(),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: z.string().optional(),
  TEMPORAL_TLS_SERVER_CA_CERT_DATA: z.string().optional(),
  TEMPORAL_TLS_CLIENT_CERT_PATH: z.string().optional(),
  TEMPORAL_TLS_CLIENT_CERT_DATA: z.string().optional(),
  TEMPORAL_TLS_CLIENT_KEY_PATH: z.string().optional(),
  TEMPORAL_TLS_CLIENT_KEY_DATA: z.string().optional(),
  TEMPORAL_CLI_PATH: z.string().optional(),
  PATH: z.string().default(''),
  SITESYNC_DATA: folder.default(path.resolve('.sitesync')),
  SITESYNC_MASTER_KEY: masterKey,
  SITESYNC_API_PORT: wholeNumber('', 0, 65_535).default(0),
  SITESYNC_PUBLIC_URL: origin(['https:'], 'https://sitesync.example.com').optional(),
  SITESYNC_TEMPORAL_UI: url(['http:', 'https:'], 'https://temporal.example.com')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  SITESYNC_API: url(['http:', 'https:'], 'http://127.0.0.1:4000').optional(),
  SITESYNC_HOME: folder.optional(),
  SITESYNC_TOKEN: secret,
  SITESYNC_DATTO_KEY: secret,
  SITESYNC_DATTO_SECRET: secret,
  SITESYNC_GRAVITYZONE_KEY: secret,
  SITESYNC_ITGLUE_KEY: secret,
  SITESYNC_UNINSTALL_PASSWORD: secret,
  SITESYNC_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'is not a log level. Give trace, debug, info, warn, error, fatal or silent.',
    })
    .default('info'),
  SITESYNC_VENDOR_HOSTS_FILE: folder.optional(),
  SITESYNC_ALLOW_LOOPBACK_VENDORS: flag.default(false),
  SITESYNC_LAUNCHED: flag.default(false),
  SITESYNC_VENDOR_RATE_SCALE: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6})?$/, { error: 'is not a number. Give one like 10 or 0.5.' })
    .transform(Number)
    .refine((number) => number > 0, { error: 'is 0. Give a number above 0.' })
    .default(1),
  SITESYNC_WRITE_SEND_WINDOW_MS: wholeNumber(' of milliseconds', 50, 4_000).default(4_000),
  SITESYNC_WRITE_TIMEOUT_MS: wholeNumber(' of milliseconds', 50, 600_000).default(30_000),
  SITESYNC_WRITE_SETTLE_MS: wholeNumber(' of milliseconds', 0, 3_600_000).default(60_000),
  SITESYNC_WRITE_HEARTBEAT_MS: wholeNumber(' of milliseconds', 200, 60_000).default(6_000),
  SITESYNC_POLL_MS: wholeNumber(' of milliseconds', 10, 60_000).default(1_000),
} as const;

/** The name of a variable that is read. */
export type VariableName = keyof typeof variables;

/**
 * Timings that only tests lower. With real vendors they would break the promises of the write
 * protocol, so they are accepted only where the vendors may be on loopback.
 */
export const testTimings = [
  'SITESYNC_VENDOR_RATE_SCALE',
  'SITESYNC_WRITE_SEND_WINDOW_MS',
  'SITESYNC_WRITE_TIMEOUT_MS',
  'SITESYNC_WRITE_SETTLE_MS',
  'SITESYNC_WRITE_HEARTBEAT_MS',
  'SITESYNC_POLL_MS',
] as const satisfies readonly VariableName[];
