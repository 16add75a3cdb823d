import type { Catalogue } from '../../rules/itglue/catalogue.ts';
import type { Transaction } from '../connect.ts';
import { newestReading, readingItems } from '../readings/load-reading.ts';
import { cataloguePayload, type CatalogueKind } from '../readings/payloads.ts';

/** What configurations refer to by id, as it was last read whole; null before the first time. */
export async function loadCatalogue(tx: Transaction): Promise<Catalogue | null> {
  const newest = await newestReading(tx, 'catalogue');
  if (newest === null) return null;
  const items = await readingItems(tx, newest.id);
  const entries = items.map(({ payload }) => cataloguePayload.parse(payload));
  const of = (kind: CatalogueKind) => entries.filter((entry) => entry.kind === kind);
  return {
    types: of('configuration-type'),
    statuses: of('configuration-status'),
    manufacturers: of('manufacturer'),
    models: of('model'),
    operatingSystems: of('operating-system'),
  };
}
