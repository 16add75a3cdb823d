import type { z } from 'zod';
import { requireId } from './ids.ts';
import type { ManufacturerId } from './ids.ts';
import type { ListOptions, Page } from './pages.ts';
import { collected, listing } from './reading.ts';
import type { ReadOptions } from './reading.ts';
import type { ItglueConnection } from './request.ts';
import {
  configurationStatusSchema,
  configurationTypeSchema,
  manufacturerSchema,
  modelSchema,
  operatingSystemSchema,
  organizationStatusSchema,
  organizationTypeSchema,
} from './schemas.ts';
import type {
  ConfigurationStatus,
  ConfigurationType,
  Manufacturer,
  Model,
  OperatingSystem,
  OrganizationStatus,
  OrganizationType,
} from './schemas.ts';

/**
 * Reads of what organizations and configurations point to: lists per account. The short ones are
 * read whole, the long ones by page.
 */
export function catalogueReads(connection: ItglueConnection) {
  const from = (name: string, sort?: string) => ({
    operation: `GET /${name}`,
    path: `/${name}`,
    ...(sort === undefined ? {} : { sort }),
  });
  const whole = <S extends z.ZodType<{ id: string }>>(name: string, item: S, read?: ReadOptions) =>
    collected(connection, from(name, 'id'), item, read);

  return {
    organizationTypes: (read?: ReadOptions): Promise<OrganizationType[]> =>
      whole('organization_types', organizationTypeSchema, read),
    organizationStatuses: (read?: ReadOptions): Promise<OrganizationStatus[]> =>
      whole('organization_statuses', organizationStatusSchema, read),
    configurationTypes: (read?: ReadOptions): Promise<ConfigurationType[]> =>
      whole('configuration_types', configurationTypeSchema, read),
    configurationStatuses: (read?: ReadOptions): Promise<ConfigurationStatus[]> =>
      whole('configuration_statuses', configurationStatusSchema, read),

    listManufacturers: (list?: ListOptions): AsyncGenerator<Page<Manufacturer>, void> =>
      listing(connection, from('manufacturers', 'id'), manufacturerSchema, list),
    /** Their manufacturer is null where the listing doesn't tell it. */
    listModels: (list?: ListOptions): AsyncGenerator<Page<Model>, void> =>
      listing(connection, from('models'), modelSchema, list),
    listOperatingSystems: (list?: ListOptions): AsyncGenerator<Page<OperatingSystem>, void> =>
      listing(connection, from('operating_systems', 'id'), operatingSystemSchema, list),

    /** The models of one manufacturer. */
    modelsOf: async (id: ManufacturerId, read?: ReadOptions): Promise<Model[]> => {
      const nested = {
        operation: 'GET /manufacturers/:id/relationships/models',
        path: `/manufacturers/${requireId(id)}/relationships/models`,
        ofRecord: true,
      };
      const found = await collected(connection, nested, modelSchema, read);
      return found.map((model) => ({ ...model, manufacturerId: id }));
    },
  };
}
