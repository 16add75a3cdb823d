import type { ResourceObject } from './document.ts';
import type { Filter } from './filters.ts';
import type { ItglueRequest } from './route.ts';

/** What an `include` brings in for one row. */
export type Include<Row> = (
  request: ItglueRequest,
) => (row: Row) => { readonly relationship: string; readonly included: readonly ResourceObject[] };

export type SortValue = string | number | boolean | null;

/** How one kind of record is listed and shown. */
export interface Resource<Row extends { readonly id: string }> {
  /** As in answers: `configuration-types`. */
  readonly type: string;
  readonly view: (request: ItglueRequest) => (row: Row) => ResourceObject;
  /** By their names in snake case. */
  readonly filters: Readonly<Record<string, Filter<Row>>>;
  readonly sorts: Readonly<Record<string, (row: Row, request: ItglueRequest) => SortValue>>;
  readonly includes?: Readonly<Record<string, Include<Row>>>;
  /** Includes that only a single record's address takes. */
  readonly showIncludes?: Readonly<Record<string, Include<Row>>>;
}
