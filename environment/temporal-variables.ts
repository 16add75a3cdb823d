import { readFileSync } from 'node:fs';
import { EnvironmentError } from './environment-error.ts';
import { readVariables, type RawEnvironment } from './read-variables.ts';

/** TLS towards Temporal, in the form that the SDK's client and worker take. */
export interface TemporalTls {
  serverNameOverride?: string;
  serverRootCACertificate?: Uint8Array;
  clientCertPair?: { crt: Uint8Array; key: Uint8Array };
}

/** How to reach Temporal. */
export interface TemporalSettings {
  /** `host:port`, or undefined where Temporal is embedded. */
  readonly address: string | undefined;
  readonly namespace: string;
  readonly tls: TemporalTls | boolean;
  readonly apiKey: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}

const metadataPrefix = 'TEMPORAL_GRPC_META_';

/**
 * Reads the variables that Temporal's own SDKs and CLI read: the names and their meaning are those
 * of `@temporalio/envconfig` 1.24 (an API key alone switches TLS on). Its TOML file is not read.
 * @throws {EnvironmentError} for a wrong variable, or a certificate file that can't be read.
 */
export function readTemporalVariables(raw: RawEnvironment): TemporalSettings {
  const values = readVariables(
    raw,
    [
      'TEMPORAL_ADDRESS',
      'TEMPORAL_NAMESPACE',
      'TEMPORAL_API_KEY',
      'TEMPORAL_TLS',
      'TEMPORAL_TLS_SERVER_NAME',
    ],
    ['TEMPORAL_ADDRESS'],
  );
  const serverName = values.TEMPORAL_TLS_SERVER_NAME;
  const serverCa = certificate(raw, 'SERVER_CA_CERT');
  const clientCertificate = certificate(raw, 'CLIENT_CERT');
  const clientKey = certificate(raw, 'CLIENT_KEY');
  if ((clientCertificate === undefined) !== (clientKey === undefined)) {
    const missing = clientKey === undefined ? 'KEY' : 'CERT';
    throw problem(
      `TEMPORAL_TLS_CLIENT_${missing}_PATH`,
      'is not set, though its other half is. Set both the client certificate and its key.',
    );
  }
  const tls: TemporalTls = {
    ...(serverName === undefined ? {} : { serverNameOverride: serverName }),
    ...(serverCa === undefined ? {} : { serverRootCACertificate: serverCa }),
    ...(clientCertificate === undefined || clientKey === undefined
      ? {}
      : { clientCertPair: { crt: clientCertificate, key: clientKey } }),
  };
  const implied = Object.keys(tls).length > 0 || values.TEMPORAL_API_KEY !== undefined;
  return {
    address: values.TEMPORAL_ADDRESS,
    namespace: values.TEMPORAL_NAMESPACE,
    tls: (values.TEMPORAL_TLS ?? implied) ? tls : false,
    apiKey: values.TEMPORAL_API_KEY,
    metadata: metadata(raw),
  };
}

type CertificateName = 'SERVER_CA_CERT' | 'CLIENT_CERT' | 'CLIENT_KEY';

function certificate(raw: RawEnvironment, name: CertificateName): Uint8Array | undefined {
  const [pathName, dataName] = [`TEMPORAL_TLS_${name}_PATH`, `TEMPORAL_TLS_${name}_DATA`];
  const [file, data] = [raw[pathName] ?? '', raw[dataName] ?? ''];
  if (file !== '' && data !== '')
    throw problem(pathName, `and ${dataName} are both set. Keep one.`);
  if (data !== '') return new TextEncoder().encode(data);
  if (file === '') return undefined;
  try {
    return readFileSync(file);
  } catch {
    throw problem(pathName, 'names a file that cannot be read. Check the path and its rights.');
  }
}

function metadata(raw: RawEnvironment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(raw).flatMap(([name, value]) =>
      name.startsWith(metadataPrefix) && value !== undefined && value !== ''
        ? [[name.slice(metadataPrefix.length).toLowerCase().replaceAll('_', '-'), value]]
        : [],
    ),
  );
}

function problem(variable: string, rest: string): EnvironmentError {
  return new EnvironmentError([{ variable, sentence: `${variable} ${rest}` }]);
}
