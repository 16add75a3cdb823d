import type { z } from 'zod';
import {
  flexibleAssetFieldSchema,
  flexibleAssetSchema,
  flexibleAssetTypeSchema,
} from './flexible-asset-schemas.ts';
import type { FlexibleAsset, FlexibleAssetField } from './flexible-asset-schemas.ts';
import { requireId } from './ids.ts';
import type { FlexibleAssetTypeId, OrganizationId } from './ids.ts';
import { includedOf } from './included.ts';
import { collectPages } from './pages.ts';
import type { ListOptions, Page } from './pages.ts';
import { listing, pageReader } from './reading.ts';
import type { ReadOptions } from './reading.ts';
import type { ItglueConnection } from './request.ts';

export type FlexibleAssetType = Omit<z.output<typeof flexibleAssetTypeSchema>, 'relationships'> & {
  /** null where the answer doesn't tell them. */
  fields: FlexibleAssetField[] | null;
};

/** Reads of flexible asset types and of their assets, archived ones included. */
export function flexibleAssetReads(connection: ItglueConnection) {
  return {
    flexibleAssetTypes: (reading: ReadOptions = {}): Promise<FlexibleAssetType[]> => {
      const operation = 'GET /flexible_asset_types';
      const path = '/flexible_asset_types';
      const from = { operation, path, sort: 'id', include: 'flexible_asset_fields' };
      const read = pageReader(connection, from, flexibleAssetTypeSchema, reading.signal);
      return collectPages(operation, async (pageQuery) => {
        const page = await read(pageQuery);
        const type = 'flexible-asset-fields';
        const find = includedOf(operation, page.included, type, flexibleAssetFieldSchema);
        const items = page.items.map(({ relationships, ...assetType }) => {
          const ids = relationships?.['flexibleAssetFields']?.data ?? null;
          return { ...assetType, fields: ids === null ? null : find(ids) };
        });
        return { ...page, items };
      });
    },

    /** The assets of a type, of one organization or of all. */
    listFlexibleAssets: (
      typeId: FlexibleAssetTypeId,
      { organizationId, ...list }: ListOptions & { organizationId?: OrganizationId } = {},
    ): AsyncGenerator<Page<FlexibleAsset>, void> =>
      listing(
        connection,
        {
          operation: 'GET /flexible_assets',
          path: '/flexible_assets',
          // In kebab-case here alone (itglue.md 2.3); there is no sort by id.
          filters: {
            'flexible-asset-type-id': requireId(typeId),
            'organization-id': organizationId === undefined ? undefined : requireId(organizationId),
          },
          sort: 'created_at',
        },
        flexibleAssetSchema,
        list,
      ),
  };
}
