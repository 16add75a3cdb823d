import { isIP } from 'node:net';
import type { Table } from '../table.ts';
import { refusal } from './errors.ts';
import type { At } from './fields.ts';
import type { ItglueStore } from './store.ts';

/** A text; an empty one is read back as null (itglue.md 2.1). */
export function text(value: unknown, { pointer }: At): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw refusal(422, 'must be a string', pointer);
}

export function requiredText(value: unknown, at: At): string {
  const read = text(value, at);
  if (read === null || read.trim() === '') throw refusal(422, ["can't be blank"], at.pointer);
  return read;
}

/** `true`, `false`, `1`, `0`, and those as texts, which working scripts send (itglue.md 2.1). */
export function flag(value: unknown, { pointer }: At): boolean {
  const isOneOf = (...values: unknown[]) => values.includes(value);
  if (isOneOf(true, 1, 'true', '1')) return true;
  if (isOneOf(false, 0, 'false', '0')) return false;
  throw refusal(422, 'must be true, false, 1 or 0', pointer);
}

/** `YYYY-MM-DD`; a time after it is cut off. */
export function date(value: unknown, at: At): string | null {
  const read = text(value, at);
  if (read === null) return null;
  if (!/^\d{4}-\d\d-\d\d(T.*)?$/.test(read) || Number.isNaN(Date.parse(read))) {
    throw refusal(422, 'is not a date', at.pointer);
  }
  return read.slice(0, 10);
}

export function ipAddress(value: unknown, at: At): string | null {
  const read = text(value, at);
  if (read !== null && isIP(read) === 0) throw refusal(422, 'is not an IP address', at.pointer);
  return read;
}

/** A configuration's own MAC: 17 characters at most, whatever they are (itglue.md 3.4). */
export function shortMac(value: unknown, at: At): string | null {
  const read = text(value, at);
  if (read !== null && read.length > 17) {
    throw refusal(422, ['is too long (maximum is 17 characters)'], at.pointer);
  }
  return read;
}

/** An interface's MAC has to be one (itglue.md 3.5). */
export function validMac(value: unknown, at: At): string | null {
  const read = shortMac(value, at);
  if (read !== null && read.replaceAll(/[-:. ]/g, '').search(/^[0-9a-f]{12}$/i) === -1) {
    throw refusal(422, ['is invalid'], at.pointer);
  }
  return read;
}

/** The id as text of a number or a numeric text; null for none. */
export function idText(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && /^\d+$/.test(value) ? value : null;
}

/** The id of a row that exists, or null. */
export function reference<Row extends { readonly id: string }>(
  table: (store: ItglueStore) => Table<Row>,
): (value: unknown, at: At) => string | null {
  const required = requiredReference(table);
  return (value, at) => (value === null || value === '' ? null : required(value, at));
}

/** The id of a row that has to exist; the pointer is without its `-id` (itglue.md 4). */
export function requiredReference<Row extends { readonly id: string }>(
  table: (store: ItglueStore) => Table<Row>,
): (value: unknown, at: At) => string {
  return (value, { request, pointer }) => {
    const id = idText(value);
    if (id !== null && table(request.store).get(id) !== undefined) return id;
    throw refusal(422, 'must exist', pointer.replace(/-id$/, ''));
  };
}
