import { VendorError } from '../http/errors.ts';
import type { SendOptions, Turn } from '../http/turn.ts';
import { requireId } from './ids.ts';
import type { ConfigurationId } from './ids.ts';
import type { WriteOperation } from './limits.ts';
import { attributesOf, requireList } from './new-records.ts';
import type { ConfigurationChanges } from './new-records.ts';
import type { WrittenRecord } from './psa-refusal.ts';
import { itglueWrite } from './request.ts';
import type { ItglueConnection } from './request.ts';
import { documentOf, documentsOf } from './resource.ts';
import { requireWritten } from './same-record.ts';
import { configurationSchema } from './schemas.ts';
import type { Configuration } from './schemas.ts';

const one = 'PATCH /configurations/:id';
const many = 'PATCH /configurations';

/** A configuration and what is to be changed of it. */
export interface ConfigurationUpdate {
  id: ConfigurationId;
  changes: ConfigurationChanges;
}

/** What changes configurations. Only what is named is changed. */
export function updateWrites(connection: ItglueConnection) {
  const patch = async (
    operation: WriteOperation,
    { id, changes }: ConfigurationUpdate,
    turn: Turn<WriteOperation>,
    send: SendOptions,
  ): Promise<Configuration> => {
    const path = `/configurations/${requireId(id)}`;
    const attributes = changedAttributes(one, changes);
    turn.use('itglue', operation);
    const { answer, document } = await itglueWrite(
      connection,
      {
        operation: one,
        method: 'PATCH',
        path,
        data: { type: 'configurations', attributes },
        ofRecord: true,
        changes: [writtenRecord(id, attributes)],
      },
      documentOf(configurationSchema),
      send,
    );
    return requireWritten([document.data], (written) => written.id === id, answer);
  };

  return {
    /** @throws {PsaBoundRefusal} if the configuration is synced with a PSA that owns a field */
    updateConfiguration: async (
      id: ConfigurationId,
      changes: ConfigurationChanges,
      turn: Turn<'updateConfiguration'>,
      send: SendOptions,
    ): Promise<Configuration> => patch('updateConfiguration', { id, changes }, turn, send),

    /** Archives a configuration, or brings it back. Open to PSA-synced ones too. */
    archiveConfiguration: async (
      id: ConfigurationId,
      archived: boolean,
      turn: Turn<'archiveConfiguration'>,
      send: SendOptions,
    ): Promise<Configuration> =>
      patch('archiveConfiguration', { id, changes: { archived } }, turn, send),

    /**
     * Up to {@link maxBulkRecords} of any organizations at once, in the order given.
     * @throws {VendorError} `unknown-outcome` also if the list was refused: some may have been changed
     */
    async updateConfigurations(
      updates: readonly ConfigurationUpdate[],
      turn: Turn<'updateConfigurations'>,
      send: SendOptions,
    ): Promise<Configuration[]> {
      requireList(
        many,
        updates.map(({ id }) => requireId(id)),
      );
      const changed = updates.map(({ id, changes }) => ({
        id,
        attributes: changedAttributes(many, changes),
      }));
      turn.use('itglue', 'updateConfigurations');
      const { answer, document } = await itglueWrite(
        connection,
        {
          operation: many,
          method: 'PATCH',
          path: '/configurations',
          // The id stands among the attributes here (itglue.md 2.4).
          data: changed.map(({ id, attributes }) => ({
            type: 'configurations',
            attributes: { id, ...attributes },
          })),
          ofRecord: true,
          changes: changed.map(({ id, attributes }) => writtenRecord(id, attributes)),
        },
        documentsOf(configurationSchema),
        send,
      );
      return updates.map(({ id }) =>
        requireWritten(document.data, (written) => written.id === id, answer),
      );
    },
  };
}

function writtenRecord(id: ConfigurationId, attributes: object): WrittenRecord {
  return { kind: 'configuration', id, attributes: Object.keys(attributes) };
}

/** @throws {VendorError} `not-sent` if nothing is to be changed */
function changedAttributes(operation: string, changes: ConfigurationChanges) {
  const attributes = attributesOf(changes);
  if (Object.keys(attributes).length > 0) return attributes;
  throw new VendorError({
    code: 'not-sent',
    vendor: 'itglue',
    operation,
    happened: 'a configuration was to be changed, but no field of it',
    next: 'Report this: it is a fault of Sitesync.',
  });
}
