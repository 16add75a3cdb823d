import { macKey } from '../matching/identifiers/mac.ts';
import { serialKey } from '../matching/identifiers/serial.ts';
import type { Catalogue } from './catalogue.ts';
import { deviceFields } from './device-fields.ts';
import type { DeviceFields, DeviceToWrite } from './device-fields.ts';
import { ownedFields, ownedFieldTitles } from './settings.ts';
import type { FieldRules, OwnedField } from './settings.ts';

/** A matched configuration as it was read. References are ids. */
export type OwnedConfiguration = DeviceFields & {
  id: string;
  archived: boolean;
  /** Synced with a PSA. */
  psaBound: boolean;
  /** MAC addresses of its other interfaces. */
  interfaceMacs: readonly string[];
};

export interface FieldChange {
  field: OwnedField;
  before: string | null;
  after: string;
  /** What people read in the place of ids. */
  names?: { before: string | null; after: string };
}

export interface SkippedField {
  field: OwnedField;
  sentence: string;
}

export interface OwnedFieldChanges {
  /** Empty for a record that is to be left untouched. */
  changes: FieldChange[];
  /** What a rule would write and IT Glue would refuse or a person should see first. */
  skipped: SkippedField[];
}

/**
 * Of a PSA-synced configuration IT Glue takes changes of a few fields and refuses the whole write if
 * another is among them (itglue.md, 3.4). Of ours that is the serial.
 */
const allowedWithPsa: ReadonlySet<OwnedField> = new Set(['serial']);

/**
 * What Sitesync writes to a matched configuration by the rule of each field (spec 4.4). What the
 * device does not have is never emptied there, and what is the same in another spelling stays.
 */
export function ownedFieldChanges(
  device: DeviceToWrite,
  configuration: OwnedConfiguration,
  rules: FieldRules,
  catalogue: Catalogue,
): OwnedFieldChanges {
  const result: OwnedFieldChanges = { changes: [], skipped: [] };
  const wanted = deviceFields(device, catalogue);
  for (const field of ownedFields) {
    const change = changeOf(field, wanted, configuration, rules);
    if (change === undefined) continue;
    const obstacle = obstacleTo(change, configuration);
    if (obstacle === undefined) result.changes.push(change);
    else result.skipped.push({ field, sentence: obstacle });
  }
  return result;
}

function changeOf(
  field: OwnedField,
  wanted: DeviceFields,
  configuration: OwnedConfiguration,
  rules: FieldRules,
): FieldChange | undefined {
  const after = wanted[field];
  const before = configuration[field];
  if (after === null || !mayWrite(rules[field], before)) return undefined;
  return isSameValue(field, before, after) ? undefined : { field, before, after };
}

/** Whether two values of a field are one, in whichever spelling. */
export function isSameValue(field: OwnedField, a: string | null, b: string | null): boolean {
  const [one, other] = [told(a), told(b)];
  if (one === null || other === null) return one === other;
  return compared(field, one) === compared(field, other);
}

function told(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text;
}

function mayWrite(rule: FieldRules[OwnedField], before: string | null): boolean {
  switch (rule) {
    case 'never':
      return false;
    case 'when-empty':
      return before === null || before.trim() === '';
    case 'always':
      return true;
  }
}

function obstacleTo(
  { field, after }: FieldChange,
  { archived, psaBound, interfaceMacs }: OwnedConfiguration,
): string | undefined {
  const title = ownedFieldTitles[field];
  if (archived) return `The ${title} is not written: the configuration is archived.`;
  if (psaBound && !allowedWithPsa.has(field)) {
    return `The ${title} is not written: the configuration is synced with a PSA, and IT Glue takes it from there only.`;
  }
  const isOnAnother = interfaceMacs.some((mac) => macKey(mac) === macKey(after));
  if (field === 'mac' && isOnAnother) {
    return `The ${title} is not written: another interface of the configuration has it already.`;
  }
  return undefined;
}

/** In which spelling two values of a field are the same. */
function compared(field: OwnedField, text: string): string {
  switch (field) {
    case 'serial':
      return serialKey(text);
    case 'mac':
      return macKey(text) ?? text.trim();
    case 'ip':
    case 'hostname':
      return text.trim().toLowerCase();
    case 'name':
    case 'type':
    case 'manufacturer':
    case 'model':
    case 'operatingSystem':
      return text.trim();
  }
}
