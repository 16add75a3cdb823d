import { canonicalHash } from '../canonical-hash.ts';
import type { CatalogueEntry, Catalogue } from './catalogue.ts';
import type { DeviceToWrite } from './device-fields.ts';
import { identifierObstacle } from './identifier-book.ts';
import type { IdentifierBook } from './identifier-book.ts';
import { ownedFieldChanges } from './owned-field-changes.ts';
import type { FieldChange, OwnedConfiguration } from './owned-field-changes.ts';
import type { UpdateConfigurationItem } from './plan-types.ts';
import type { FieldRules, OwnedField } from './settings.ts';

/** A device with the configuration that it is matched to, as both were read. */
export interface MatchedPair {
  device: DeviceToWrite;
  deviceName: string;
  configuration: OwnedConfiguration;
  /** The organization that the configuration is in. */
  organizationId: string;
  organizationName: string;
  /** The organization that the device's own is matched to; null where it is matched to none. */
  homeOrganizationId: string | null;
  /** Whether what both say contradicts the match: then a person looks first. */
  contradicted: boolean;
  /** What the configuration's references are called. */
  referenceNames: Readonly<Partial<Record<OwnedField, string | null>>>;
}

export interface UpdateRules {
  fields: FieldRules;
  catalogue: Catalogue;
  identifiers: IdentifierBook;
}

export interface PlannedUpdate {
  /** Null for a configuration that is to be left untouched. */
  item: UpdateConfigurationItem | null;
  /** What a field's rule would write and is left out, in whole sentences. */
  skipped: string[];
}

/**
 * What a run writes to a matched configuration (spec 4.4). Where the match itself is in doubt
 * nothing is written: one client's data must not land in another's records.
 */
export function planUpdate(pair: MatchedPair, rules: UpdateRules): PlannedUpdate {
  const { device, configuration } = pair;
  const { fields, catalogue } = rules;
  const found = ownedFieldChanges(device, configuration, fields, catalogue);
  if (found.changes.length === 0) return { item: null, skipped: sentences(found.skipped) };
  const doubt = doubtOf(pair);
  if (doubt !== null) return { item: null, skipped: [doubt] };
  const skipped = sentences(found.skipped);
  const changes = found.changes.filter(({ field, after }) => {
    const obstacle = identifierObstacle(field, after, configuration.id, rules.identifiers);
    if (obstacle !== null) skipped.push(obstacle);
    return obstacle === null;
  });
  return { item: changes.length === 0 ? null : itemOf(pair, changes, catalogue), skipped };
}

const { compare } = new Intl.Collator('en', { numeric: true });

/** Updates as people look for them, the same in every run: by organization, then by configuration. */
export function inReadingOrder(
  updates: readonly UpdateConfigurationItem[],
): UpdateConfigurationItem[] {
  return updates.toSorted(
    (a, b) =>
      compare(a.organizationName, b.organizationName) ||
      compare(a.configurationName, b.configurationName) ||
      compare(a.configurationId, b.configurationId),
  );
}

function sentences(skipped: readonly { sentence: string }[]): string[] {
  return skipped.map(({ sentence }) => sentence);
}

function doubtOf({ homeOrganizationId, organizationId, contradicted }: MatchedPair): string | null {
  if (homeOrganizationId !== organizationId) {
    return 'Nothing is written: it is in another organization than the one that the device belongs to.';
  }
  if (contradicted) return 'Nothing is written: device and configuration contradict each other.';
  return null;
}

function itemOf(
  { device, deviceName, configuration, organizationId, organizationName, ...pair }: MatchedPair,
  changes: readonly FieldChange[],
  catalogue: Catalogue,
): UpdateConfigurationItem {
  const { id: configurationId, name } = configuration;
  return {
    kind: 'update-configuration',
    deviceUid: device.uid,
    deviceName,
    siteUid: device.siteUid,
    configurationId,
    configurationName: name ?? configurationId,
    organizationId,
    organizationName,
    changes: changes.map((change) => withNames(change, pair.referenceNames, catalogue)),
    factsHash: canonicalHash({
      kind: 'update-configuration',
      deviceUid: device.uid,
      configurationId,
      changes: changes.map(({ field, before, after }) => ({ field, before, after })),
    }),
  };
}

/** Ids of IT Glue's lists say nothing to people. */
function withNames(
  change: FieldChange,
  referenceNames: MatchedPair['referenceNames'],
  catalogue: Catalogue,
): FieldChange {
  const { field, before, after } = change;
  const list = listOf(field, catalogue);
  if (list === null) return change;
  const was = before === null ? null : (referenceNames[field] ?? before);
  const will = list.find(({ id }) => id === after)?.name ?? after;
  return { ...change, names: { before: was, after: will } };
}

function listOf(field: OwnedField, catalogue: Catalogue): readonly CatalogueEntry[] | null {
  switch (field) {
    case 'type':
      return catalogue.types;
    case 'manufacturer':
      return catalogue.manufacturers;
    case 'model':
      return catalogue.models;
    case 'operatingSystem':
      return catalogue.operatingSystems;
    case 'name':
    case 'hostname':
    case 'serial':
    case 'ip':
    case 'mac':
      return null;
  }
}
