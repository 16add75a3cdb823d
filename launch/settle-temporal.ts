import type { LauncherSettings } from '../environment/environment.ts';
import type { TemporalTarget } from '../temporal-config/connection.ts';
import { KeptRunning } from './keep-running.ts';
import type { Stops } from './stops.ts';
import { findTemporalProgram, startTemporal, type TemporalPorts } from './temporal.ts';

/** The Temporal that the product uses. */
export interface SettledTemporal {
  readonly target: TemporalTarget;
  /** Undefined where it is not embedded. */
  readonly uiUrl: string | undefined;
  /** What the children are told about it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The Temporal of TEMPORAL_ADDRESS, else an embedded one, fetched first if it is nowhere. */
export async function settleTemporal(
  settings: LauncherSettings,
  dataDir: string,
  stops: Stops,
  trouble: (sentence: string) => void,
): Promise<SettledTemporal> {
  const { address, namespace, tls, apiKey, metadata } = settings.temporal;
  if (address !== undefined) {
    return {
      target: { address, namespace, tls, apiKey, metadata },
      uiUrl: undefined,
      environment: {},
    };
  }
  const program = await findTemporalProgram(settings);
  let ports: TemporalPorts | undefined;
  const start = () =>
    startTemporal({ dataDir, program, ...(ports === undefined ? {} : { ports }) });
  const kept = await KeptRunning.start(start, trouble);
  stops.add(() => kept.stop());
  ports = kept.first.ports;
  return {
    target: { address: kept.first.address, namespace },
    uiUrl: kept.first.uiUrl,
    // The variables of a cluster elsewhere don't fit the embedded server.
    environment: { ...withoutAccess, TEMPORAL_ADDRESS: kept.first.address },
  };
}

const withoutAccess = Object.fromEntries(
  [
    'TEMPORAL_API_KEY',
    'TEMPORAL_TLS',
    'TEMPORAL_TLS_SERVER_NAME',
    ...['SERVER_CA_CERT', 'CLIENT_CERT', 'CLIENT_KEY'].flatMap((name) => [
      `TEMPORAL_TLS_${name}_PATH`,
      `TEMPORAL_TLS_${name}_DATA`,
    ]),
  ].map((name) => [name, undefined]),
);
