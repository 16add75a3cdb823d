import type { SendOptions, Turn } from '../http/turn.ts';
import { requireId } from './ids.ts';
import type { ConfigurationId, OrganizationId } from './ids.ts';
import type { WriteOperation } from './limits.ts';
import {
  attributesOf,
  configurationResource,
  interfaceResource,
  requireList,
} from './new-records.ts';
import type { NewConfiguration, NewInterface, NewOrganization } from './new-records.ts';
import { itglueWrite } from './request.ts';
import type { ItglueConnection } from './request.ts';
import { documentOf, documentsOf } from './resource.ts';
import { requireWritten } from './same-record.ts';
import { configurationSchema, interfaceSchema, organizationSchema } from './schemas.ts';
import type { Configuration, ConfigurationInterface, Organization } from './schemas.ts';

const configurations = 'POST /organizations/:id/relationships/configurations';
const interfaces = 'POST /configurations/:id/relationships/configuration_interfaces';

/**
 * What makes records. IT Glue takes duplicates of everything, so none of these may be sent again
 * before it was looked up what came of it.
 */
export function createWrites(connection: ItglueConnection) {
  const use = (turn: Turn<WriteOperation>, operation: WriteOperation) =>
    turn.use('itglue', operation);

  return {
    async createOrganization(
      organization: NewOrganization,
      turn: Turn<'createOrganization'>,
      send: SendOptions,
    ): Promise<Organization> {
      use(turn, 'createOrganization');
      const data = { type: 'organizations', attributes: attributesOf(organization) };
      const { document } = await itglueWrite(
        connection,
        { operation: 'POST /organizations', method: 'POST', path: '/organizations', data },
        documentOf(organizationSchema),
        send,
      );
      return document.data;
    },

    /** @throws {VendorError} `not-found` or `forbidden` if the organization is gone or out of sight */
    async createConfiguration(
      organizationId: OrganizationId,
      configuration: NewConfiguration,
      turn: Turn<'createConfiguration'>,
      send: SendOptions,
    ): Promise<Configuration> {
      const path = configurationsPath(organizationId);
      use(turn, 'createConfiguration');
      const data = configurationResource(configuration);
      const { answer, document } = await itglueWrite(
        connection,
        { operation: configurations, method: 'POST', path, data, ofRecord: true },
        documentOf(configurationSchema),
        send,
      );
      return requireWritten([document.data], isNew(organizationId, configuration), answer);
    },

    /**
     * Up to {@link maxBulkRecords} of one organization at once, in the order given.
     * @throws {VendorError} `unknown-outcome` also if the list was refused: some may have been made
     */
    async createConfigurations(
      organizationId: OrganizationId,
      list: readonly NewConfiguration[],
      turn: Turn<'createConfigurations'>,
      send: SendOptions,
    ): Promise<Configuration[]> {
      const path = configurationsPath(organizationId);
      const marks = list.map(({ installedBy }) => installedBy);
      requireList(configurations, marks);
      use(turn, 'createConfigurations');
      const data = list.map(configurationResource);
      const { answer, document } = await itglueWrite(
        connection,
        { operation: configurations, method: 'POST', path, data, ofRecord: true },
        documentsOf(configurationSchema),
        send,
      );
      return list.map((one) => requireWritten(document.data, isNew(organizationId, one), answer));
    },

    async createConfigurationInterface(
      configurationId: ConfigurationId,
      one: NewInterface,
      turn: Turn<'createConfigurationInterface'>,
      send: SendOptions,
    ): Promise<ConfigurationInterface> {
      const path = interfacesPath(configurationId);
      use(turn, 'createConfigurationInterface');
      const data = interfaceResource(one);
      const { document } = await itglueWrite(
        connection,
        { operation: interfaces, method: 'POST', path, data, ofRecord: true },
        documentOf(interfaceSchema),
        send,
      );
      return document.data;
    },

    /**
     * Several of one configuration at once, in no known order.
     * @throws {VendorError} `unknown-outcome` also if the list was refused: some may have been made
     */
    async createConfigurationInterfaces(
      configurationId: ConfigurationId,
      list: readonly NewInterface[],
      turn: Turn<'createConfigurationInterfaces'>,
      send: SendOptions,
    ): Promise<ConfigurationInterface[]> {
      const path = interfacesPath(configurationId);
      requireList(
        interfaces,
        list.map((one) => JSON.stringify(attributesOf(one))),
      );
      use(turn, 'createConfigurationInterfaces');
      const data = list.map(interfaceResource);
      const { answer, document } = await itglueWrite(
        connection,
        { operation: interfaces, method: 'POST', path, data, ofRecord: true },
        documentsOf(interfaceSchema),
        send,
      );
      if (document.data.length === list.length) return document.data;
      throw answer.unclear({
        happened: `its answer tells of ${document.data.length} of ${list.length} interfaces`,
      });
    },
  };
}

function isNew(organizationId: OrganizationId, { installedBy }: NewConfiguration) {
  return (made: Configuration) =>
    made.installedBy === installedBy && made.organizationId === organizationId;
}

function configurationsPath(id: OrganizationId): string {
  return `/organizations/${requireId(id)}/relationships/configurations`;
}

function interfacesPath(id: ConfigurationId): string {
  return `/configurations/${requireId(id)}/relationships/configuration_interfaces`;
}
