import { createHash } from 'node:crypto';

/** What can be hashed: plain JSON. Members that are `undefined` count as left out. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * JSON with the members of every object in code-unit order, so that equal facts give equal text
 * however they were put together. The order of a list is a fact and is kept.
 * @throws {TypeError} for a number that JSON can't hold
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') {
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} can't be written as JSON.`);
    return JSON.stringify(value);
  }
  if (isList(value)) return `[${value.map((entry) => canonicalJson(entry)).join(',')}]`;
  const members: string[] = [];
  for (const key of Object.keys(value).toSorted()) {
    const member = value[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

/** SHA-256 of the canonical JSON, as 64 hexadecimal characters. */
export function canonicalHash(value: Json): string {
  return createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex');
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
