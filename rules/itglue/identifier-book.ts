import { macKey } from '../matching/identifiers/mac.ts';
import { serialKey } from '../matching/identifiers/serial.ts';
import { ownedFieldTitles } from './settings.ts';
import type { OwnedField } from './settings.ts';

/** Serials and MAC addresses of the whole account, on both sides. */
export interface IdentifierBook {
  /** How many devices have an identifier, by {@link identifierKey}. */
  readonly devices: ReadonlyMap<string, number>;
  /** The configurations that have it, by {@link identifierKey}. */
  readonly configurations: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Under which an identifier is found, in whichever spelling; null for what identifies nothing. */
export function identifierKey(field: OwnedField, value: string | null): string | null {
  if (value === null) return null;
  const key = field === 'serial' ? serialKey(value) : field === 'mac' ? macKey(value) : null;
  return key === null || key === '' ? null : `${field}/${key}`;
}

/**
 * Why an identifier is not to be written to a configuration: one that two devices have is no
 * identity (spec 4.3), and one that another configuration has would be there twice.
 */
export function identifierObstacle(
  field: OwnedField,
  value: string,
  configurationId: string,
  { devices, configurations }: IdentifierBook,
): string | null {
  const key = identifierKey(field, value);
  if (key === null) return null;
  const title = ownedFieldTitles[field];
  if ((devices.get(key) ?? 0) > 1) {
    return `The ${title} is not written: more than one device has it.`;
  }
  const others = [...(configurations.get(key) ?? [])].filter((id) => id !== configurationId);
  if (others.length > 0) return `The ${title} is not written: another configuration has it.`;
  return null;
}
