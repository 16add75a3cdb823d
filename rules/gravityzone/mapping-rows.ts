import { z } from 'zod';
import { companyIdSchema, siteUidSchema } from '../identity.ts';
import type { CompanyId } from '../identity.ts';
import type { Consent } from './mapping-confirmation.ts';

/** What an operator can stage for a site (spec 3.2). */
export const mappingRowSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('existing'), siteUid: siteUidSchema, companyId: companyIdSchema }),
  z.object({
    action: z.literal('new'),
    siteUid: siteUidSchema,
    /** Left out: the site's own name, with the prefix settings. */
    name: z.string().optional(),
  }),
  z.object({ action: z.literal('exclude'), siteUid: siteUidSchema }),
  z.object({ action: z.literal('include'), siteUid: siteUidSchema }),
  /** Mends package and variable of an association. */
  z.object({ action: z.literal('repair'), siteUid: siteUidSchema }),
  z.object({
    action: z.literal('remove'),
    siteUid: siteUidSchema,
    /** Excludes the site at once, so that no run associates it again. */
    thenExclude: z.boolean().optional(),
  }),
]);
export type MappingRow = z.infer<typeof mappingRowSchema>;

export type RowRefusalCode =
  | 'site-not-listed'
  | 'site-under-way'
  | 'site-staged-twice'
  | 'already-associated'
  | 'not-associated'
  | 'company-gone'
  | 'nothing-to-repair'
  | 'company-not-in-view'
  | 'company-is-root'
  | 'company-is-partner'
  | 'company-associated'
  | 'company-under-way'
  | 'company-staged-twice'
  | 'company-exists'
  | 'name-unusable'
  | 'name-staged-twice';

export type CheckedRow =
  | {
      ok: true;
      row: MappingRow;
      siteName: string;
      /** What exactly will be done, for the confirmation. */
      lines: string[];
      /** What confirming agrees to beyond what a run would do. */
      consents: Consent[];
      /** The company that is associated or created; nothing for the other rows. */
      companyName: string | null;
      /** Its type is not known: read it by id, and refuse a partner. */
      needsDetails: boolean;
    }
  | { ok: false; row: MappingRow; code: RowRefusalCode; sentence: string };

/** What the rows before this one have staged already. */
export interface Staged {
  sites: Set<MappingRow['siteUid']>;
  companies: Set<CompanyId>;
  /** Name keys of new companies. */
  names: Set<string>;
}

export function accept(
  row: MappingRow,
  siteName: string,
  lines: string[],
): Extract<CheckedRow, { ok: true }> {
  return { ok: true, row, siteName, lines, consents: [], companyName: null, needsDetails: false };
}

export function refuse(row: MappingRow, code: RowRefusalCode, sentence: string): CheckedRow {
  return { ok: false, row, code, sentence };
}
