import type { CatalogueKind, CataloguePayload } from '../../db/readings/payloads.ts';
import type { ItglueClient } from '../../vendors/itglue/client.ts';
import { CompletePages } from '../complete-pages.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { readListing, type ListingResult, type RunInput } from '../read-listing.ts';

interface Entry {
  id: string;
  name: string;
  manufacturerId?: string | null;
}

interface EntryPage {
  items: Entry[];
  totalCount: number | null;
}

interface Read {
  signal: AbortSignal;
}

/** Which lists of IT Glue the catalogue is made of. */
const lists: Record<CatalogueKind, (client: ItglueClient, read: Read) => AsyncIterable<EntryPage>> =
  {
    'configuration-type': (client, read) => onePage(client.configurationTypes(read)),
    'configuration-status': (client, read) => onePage(client.configurationStatuses(read)),
    manufacturer: (client, read) => client.listManufacturers(read),
    model: (client, read) => client.listModels(read),
    'operating-system': (client, read) => client.listOperatingSystems(read),
  };

/** What configurations refer to by id: types, statuses, manufacturers, models, operating systems. */
export function readCatalogue(deps: ActivityDependencies, run: RunInput): Promise<ListingResult> {
  return readListing(deps, run, {
    kind: 'catalogue',
    vendor: 'itglue',
    name: 'types, statuses, manufacturers, models and operating systems',
    resume: false,
    async read({ calls, signal, add, boundTo }) {
      const client = await deps.vendors.itglue(run.tenantId, calls);
      let complete = true;
      for (const kind of Object.keys(lists) as CatalogueKind[]) {
        const pages = new CompletePages();
        for await (const page of lists[kind](client, { signal })) {
          pages.add(
            page,
            page.items.map(({ id }) => id),
          );
          await add(
            page.items.map((one) => ({ key: `${kind}/${one.id}`, payload: payloadOf(kind, one) })),
          );
        }
        complete &&= pages.areComplete();
      }
      return { complete, identity: boundTo };
    },
  });
}

/** A list that the client reads whole, and knows to be whole. */
async function* onePage(read: Promise<Entry[]>): AsyncGenerator<EntryPage, void> {
  yield { items: await read, totalCount: null };
}

function payloadOf(kind: CatalogueKind, { id, name, manufacturerId }: Entry): CataloguePayload {
  return { kind, id, name, manufacturerId: manufacturerId ?? null };
}
