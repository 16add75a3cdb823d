import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type Connection, isGrpcServiceError } from '@temporalio/client';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { searchAttributes } from './names.ts';

/** How long histories are kept: a decision may be asked about a month later. */
export const retentionDays = 30;

const retentionMs = retentionDays * 24 * 60 * 60 * 1_000;
const usableWithinMs = 60_000;
const betweenTriesMs = 250;
const keyword = proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
const names = Object.values(searchAttributes).map((attribute) => attribute.name);

// gRPC status codes: https://grpc.io/docs/guides/status-codes/
const grpcNotFound = 5;
const grpcAlreadyExists = 6;

/** The namespace can't be made ready. */
export class NamespaceError extends Error {
  override readonly name = 'NamespaceError';
}

/**
 * Makes a namespace ready: registered, histories kept for at least 30 days (a longer retention is
 * left alone), our search attributes registered and usable in queries. Safe to repeat, and to run
 * at the same time from several processes.
 * @throws {NamespaceError} with the command that does by hand what was refused.
 */
export async function prepareNamespace(connection: Connection, namespace: string): Promise<void> {
  await keepHistories(connection, namespace);
  await registerSearchAttributes(connection, namespace);
  await waitUntilUsable(connection, namespace);
}

async function keepHistories(connection: Connection, namespace: string): Promise<void> {
  const { workflowService } = connection;
  try {
    const found = await workflowService.describeNamespace({ namespace });
    const keptMs = optionalTsToMs(found.config?.workflowExecutionRetentionTtl) ?? 0;
    if (keptMs >= retentionMs) return;
    await workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: msToTs(retentionMs) },
    });
  } catch (error) {
    if (!isStatus(error, grpcNotFound)) {
      throw refused(
        `The retention of namespace ${namespace} could not be set to ${retentionDays} days.`,
        `temporal operator namespace update --retention ${retentionDays}d ${namespace}`,
        error,
      );
    }
    await registerNamespace(connection, namespace);
  }
}

async function registerNamespace(connection: Connection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs(retentionMs),
    });
  } catch (error) {
    if (isStatus(error, grpcAlreadyExists)) return;
    throw refused(
      `Namespace ${namespace} does not exist and could not be registered.`,
      `temporal operator namespace create --retention ${retentionDays}d ${namespace}`,
      error,
    );
  }
}

async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const deadline = performance.now() + usableWithinMs;
  for (;;) {
    try {
      await addMissingSearchAttributes(connection, namespace);
      return;
    } catch (error) {
      if (isStatus(error, grpcAlreadyExists)) return;
      // A namespace that was registered a moment ago is not known to every service yet.
      if (!isStatus(error, grpcNotFound) || performance.now() > deadline) {
        const flags = names.map((name) => `--name ${name} --type Keyword`).join(' ');
        throw refused(
          `The search attributes of namespace ${namespace} could not be registered.`,
          `temporal operator search-attribute create --namespace ${namespace} ${flags}`,
          error,
        );
      }
      await sleep(betweenTriesMs);
    }
  }
}

async function addMissingSearchAttributes(
  { operatorService }: Connection,
  namespace: string,
): Promise<void> {
  const found = await operatorService.listSearchAttributes({ namespace });
  const missing = names.filter((name) => found.customAttributes?.[name] === undefined);
  if (missing.length === 0) return;
  await operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
  });
}

/** A cluster's services learn of new attributes at their next refresh, some seconds later. */
async function waitUntilUsable(connection: Connection, namespace: string): Promise<void> {
  const client = new Client({ connection, namespace });
  const query = names.map((name) => `${name} = 'none'`).join(' OR ');
  const deadline = performance.now() + usableWithinMs;
  for (;;) {
    try {
      await client.workflow.count(query);
      return;
    } catch (error) {
      if (performance.now() > deadline) {
        throw new NamespaceError(
          `The search attributes of namespace ${namespace} are registered but can't be used after ${usableWithinMs / 1_000} s. Check Temporal's visibility store and start again.`,
          { cause: error },
        );
      }
      await sleep(betweenTriesMs);
    }
  }
}

function isStatus(error: unknown, code: number): boolean {
  return isGrpcServiceError(error) && (error.code as number) === code;
}

function refused(what: string, command: string, error: unknown): NamespaceError {
  const why = isGrpcServiceError(error)
    ? ` Temporal said: ${error.details.replace(/\.$/, '')}.`
    : '';
  return new NamespaceError(`${what}${why} Have its administrator run: ${command}`, {
    cause: error,
  });
}
