import { requireId } from './ids.ts';
import type { ConfigurationId, OrganizationId } from './ids.ts';
import { includedOf } from './included.ts';
import { listPages } from './pages.ts';
import type { ListOptions, Page } from './pages.ts';
import { collected, listing, oneRecord, pageReader } from './reading.ts';
import type { ReadOptions } from './reading.ts';
import { relatedItemSchema } from './flexible-asset-schemas.ts';
import type { RelatedItem } from './flexible-asset-schemas.ts';
import type { ItglueConnection } from './request.ts';
import {
  configurationSchema,
  configurationWithRelatedSchema,
  configurationWithInterfacesSchema,
  interfaceSchema,
} from './schemas.ts';
import type { Configuration, ConfigurationInterface } from './schemas.ts';

/** A configuration with its network interfaces, the primary one among them. */
export interface ConfigurationWithInterfaces extends Configuration {
  /** null where the answer doesn't tell them: they have to be asked for one by one. */
  interfaces: ConfigurationInterface[] | null;
}

/** Which configurations of an organization; comparing is left to the caller (itglue.md 2.3). */
export interface ConfigurationFilter {
  name?: string | undefined;
  serialNumber?: string | undefined;
  macAddress?: string | undefined;
}

const all = { operation: 'GET /configurations', path: '/configurations', sort: 'id' };
const interfaces = 'configuration_interfaces';
const interfaceType = 'configuration-interfaces';

/** Reads of configurations, archived ones included. */
export function configurationReads(connection: ItglueConnection) {
  return {
    listConfigurations: (list?: ListOptions): AsyncGenerator<Page<Configuration>, void> =>
      listing(connection, all, configurationSchema, list),

    /** The same with their interfaces, so that 20,000 of them need no call each. */
    listConfigurationsWithInterfaces(
      list: ListOptions = {},
    ): AsyncGenerator<Page<ConfigurationWithInterfaces>, void> {
      const from = { ...all, include: interfaces };
      const read = pageReader(connection, from, configurationWithInterfacesSchema, list.signal);
      const withInterfaces = async (pageQuery: string) => {
        const page = await read(pageQuery);
        const find = includedOf(all.operation, page.included, interfaceType, interfaceSchema);
        const items = page.items.map(({ relationships, ...configuration }) => {
          const ids = relationships?.['configurationInterfaces']?.data ?? null;
          return { ...configuration, interfaces: ids === null ? null : find(ids) };
        });
        return { ...page, items };
      };
      return listPages(all.operation, withInterfaces, list);
    },

    /**
     * Those of one organization that a filter lets through, and maybe others: whether filters work
     * on this route is disputed (itglue.md 2.3). It is asked for by its own route all the same,
     * since that fails where the organization is gone or out of sight, instead of giving none.
     * @throws {VendorError} `not-found` or `forbidden`, as for one organization
     */
    configurationsOf: async (
      organizationId: OrganizationId,
      { name, serialNumber, macAddress }: ConfigurationFilter = {},
      reading?: ReadOptions,
    ): Promise<Configuration[]> => {
      const from = {
        operation: 'GET /organizations/:id/relationships/configurations',
        path: `/organizations/${requireId(organizationId)}/relationships/configurations`,
        ofRecord: true,
        sort: 'id',
        filters: { name, serial_number: serialNumber, mac_address: macAddress },
      };
      const found = await collected(connection, from, configurationSchema, reading);
      return found.filter((configuration) => configuration.organizationId === organizationId);
    },

    /** @throws {VendorError} `not-found` if there is none; `forbidden` if it is out of sight, or gone */
    configuration: async (
      id: ConfigurationId,
      reading?: ReadOptions,
    ): Promise<ConfigurationWithInterfaces> => {
      const operation = 'GET /configurations/:id';
      const path = `/configurations/${requireId(id)}`;
      const request = { operation, path, id, include: interfaces };
      const document = await oneRecord(
        connection,
        request,
        configurationWithInterfacesSchema,
        reading,
      );
      const { relationships, ...configuration } = document.data;
      const find = includedOf(operation, document.included, interfaceType, interfaceSchema);
      const ids = relationships?.['configurationInterfaces']?.data ?? null;
      return { ...configuration, interfaces: ids === null ? null : find(ids) };
    },

    /** What a configuration is related to; null where the answer doesn't tell. There is no listing. */
    relatedItems: async (
      id: ConfigurationId,
      reading?: ReadOptions,
    ): Promise<RelatedItem[] | null> => {
      const operation = 'GET /configurations/:id';
      const path = `/configurations/${requireId(id)}`;
      const request = { operation, path, id, include: 'related_items' };
      const document = await oneRecord(
        connection,
        request,
        configurationWithRelatedSchema,
        reading,
      );
      const ids = document.data.relationships?.['relatedItems']?.data ?? null;
      if (ids === null) return null;
      return includedOf(operation, document.included, 'related-items', relatedItemSchema)(ids);
    },

    /** @throws {VendorError} `not-found` or `forbidden`, as for one configuration */
    configurationInterfaces: async (
      id: ConfigurationId,
      reading?: ReadOptions,
    ): Promise<ConfigurationInterface[]> => {
      const from = {
        operation: 'GET /configurations/:id/relationships/configuration_interfaces',
        path: `/configurations/${requireId(id)}/relationships/configuration_interfaces`,
        ofRecord: true,
        sort: 'created_at',
      };
      return collected(connection, from, interfaceSchema, reading);
    },
  };
}
