import { Client, Connection, type ConnectionOptions } from '@temporalio/client';
import type { Keyring } from '../keys/keyring.ts';
import { createDataConverter } from './data-converter.ts';

/** Where Temporal is and how to be let in. */
export interface TemporalTarget {
  /** `host:port` */
  readonly address: string;
  readonly namespace: string;
  readonly tls?: NonNullable<ConnectionOptions['tls']>;
  readonly apiKey?: string | undefined;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Temporal did not answer, or did not let us in. */
export class TemporalUnreachableError extends Error {
  override readonly name = 'TemporalUnreachableError';
}

/** The options that a client's `Connection` and a worker's `NativeConnection` share. */
export function connectionOptions(
  target: TemporalTarget,
): Pick<ConnectionOptions, 'address' | 'tls' | 'apiKey' | 'metadata'> {
  return {
    address: target.address,
    tls: target.tls ?? false,
    ...(target.apiKey === undefined ? {} : { apiKey: target.apiKey }),
    metadata: { ...target.metadata },
  };
}

/**
 * Connects to Temporal, waiting up to `timeoutMs` for it to answer.
 * @throws {TemporalUnreachableError} with the address and what to check.
 */
export async function connectTemporal(
  target: TemporalTarget,
  timeoutMs = 10_000,
): Promise<Connection> {
  try {
    return await Connection.connect({ ...connectionOptions(target), connectTimeout: timeoutMs });
  } catch (error) {
    throw new TemporalUnreachableError(
      `Temporal at ${target.address} does not answer. Check that it runs, TEMPORAL_ADDRESS, and its TLS and API-key variables.`,
      { cause: error },
    );
  }
}

/** A client whose payloads are all encrypted. Close its connection when done. */
export function createClient(
  connection: Connection,
  target: TemporalTarget,
  keyring: Keyring,
): Client {
  return new Client({
    connection,
    namespace: target.namespace,
    dataConverter: createDataConverter(keyring),
  });
}
