import type { Item } from './body.ts';
import { configurationWriting } from './configuration-writes.ts';
import { refusal } from './errors.ts';
import { idText, text } from './field-kinds.ts';
import { flexibleAssetWriting } from './flexible-asset-writes.ts';
import type { RelatedEnd, RelatedItem, RelatedType } from './flexible-rows.ts';
import { locationWriting } from './locations.ts';
import { relatedItemView, relatedTo } from './related-view.ts';
import type { ItglueRequest, Route } from './route.ts';
import { maySeeOrganization, missing } from './sight.ts';
import { create, destroyMany, rowOf, update, type Commit, type Writing } from './writes.ts';

/** Records that can have related items; organizations are only ever their destination. */
const sources = ['configurations', 'flexible_assets', 'locations'] as const;

/** Words of `destination_type` for what is simulated, without blanks and in lower case. */
const destinations: Readonly<Record<string, RelatedType>> = {
  configuration: 'configurations',
  flexibleasset: 'flexible_assets',
  location: 'locations',
  organization: 'organizations',
};
/** Those that exist and have no records in the sandbox. */
const otherDestinations = [
  'user',
  'checklist',
  'checklisttemplate',
  'contact',
  'dattodevice',
  'document',
  'documentfolder',
  'domain',
  'password',
  'sslcertificate',
  'ticket',
];

/** Made, noted and deleted at either end; there is no list of them (itglue.md 3.9). */
export const relatedItemRoutes: readonly Route[] = sources.flatMap((type): Route[] => {
  const address = `/${type}/:record/relationships/related_items`;
  const end = (request: ItglueRequest) => endOfPath(request, type);
  return [
    {
      method: 'POST',
      template: address,
      handle: (request) => create(request, writingAt(end(request)), { bulk: true }),
    },
    {
      method: 'PATCH',
      template: `${address}/:item`,
      handle: (request) => {
        const writing = writingAt(end(request));
        return update(request, writing, writing.find(request, request.parameters['item'] ?? ''));
      },
    },
    {
      method: 'DELETE',
      template: address,
      handle: (request) => destroyMany(request, writingAt(end(request))),
    },
  ];
});

function writingAt(from: RelatedEnd): Writing<RelatedItem> {
  return {
    resource: {
      type: 'related-items',
      view: (request) => relatedItemView(request, from),
      filters: {},
      sorts: {},
    },
    kind: 'relatedItem',
    nameOf: (item) => `${item.from.type} ${item.from.id} to ${item.to.type} ${item.to.id}`,
    all: (request) => relatedTo(request, from),
    // Deleted from one side it is gone from the other as well: 404 (itglue.md 3.9).
    find: (request, id) => {
      const found = relatedTo(request, from).find((item) => item.id === id);
      return rowOf(request, found, 'related item');
    },
    create: (request, item) => relate(request, from, item),
    update: (request, before, { attributes }) => {
      const at = { request, pointer: '/data/attributes/notes' };
      const notes =
        attributes['notes'] === undefined ? before.notes : text(attributes['notes'], at);
      return () => put(request, { ...before, notes, updatedAtMs: request.clock.nowMs() });
    },
    remove:
      ({ store }, row) =>
      () => {
        store.relatedItems.remove(row.id);
        return row;
      },
  };
}

function relate(request: ItglueRequest, from: RelatedEnd, item: Item): Commit<RelatedItem> {
  const { store, switches } = request;
  const to = destinationOf(request, item);
  const isThere = relatedTo(request, from).some((one) =>
    [one.from, one.to].some(({ type, id }) => type === to.type && id === to.id),
  );
  if (isThere && switches.get('itglue.duplicateRelatedItem') === '422') {
    throw refusal(422, 'has already been taken', '/data/attributes/destination-id');
  }
  const at = { request, pointer: '/data/attributes/notes' };
  const notes = text(item.attributes['notes'] ?? null, at);
  return () =>
    put(request, { id: store.nextId(), from, to, notes, fromTrait: null, ...store.stamps() });
}

/** Types of several words come with blanks, and without (itglue.md 3.9). */
function destinationOf(request: ItglueRequest, { attributes }: Item): RelatedEnd {
  const { destination_type: given, destination_id: givenId } = attributes;
  const word = typeof given === 'string' ? given.replaceAll(/[\s_-]/g, '').toLowerCase() : '';
  const type = Object.hasOwn(destinations, word) ? destinations[word] : undefined;
  if (type === undefined && !otherDestinations.includes(word)) {
    throw refusal(422, 'is not included in the list', '/data/attributes/destination-type');
  }
  const id = idText(givenId);
  if (type === undefined || id === null || !mayUse(request, { type, id })) {
    throw refusal(422, 'must exist', '/data/attributes/destination');
  }
  return { type, id };
}

function mayUse({ store, credential }: ItglueRequest, { type, id }: RelatedEnd): boolean {
  const organizationIds = {
    configurations: () => store.configurations.get(id)?.organizationId,
    flexible_assets: () => store.flexibleAssets.get(id)?.organizationId,
    locations: () => store.locations.get(id)?.organizationId,
    organizations: () => store.organizations.get(id)?.id,
  };
  const organizationId = organizationIds[type]();
  return organizationId !== undefined && maySeeOrganization(store, credential, organizationId);
}

/** The record of the path, which the key has to be allowed to write. */
function endOfPath(request: ItglueRequest, type: (typeof sources)[number]): RelatedEnd {
  const id = request.parameters['record'] ?? '';
  const finders = {
    configurations: configurationWriting.find,
    flexible_assets: flexibleAssetWriting.find,
    locations: locationWriting.find,
  };
  const found: { readonly id: string } = finders[type](request, id);
  if (found.id !== id) throw missing(request, 'record');
  return { type, id };
}

function put({ store }: ItglueRequest, item: RelatedItem): RelatedItem {
  store.relatedItems.put(item);
  return item;
}
