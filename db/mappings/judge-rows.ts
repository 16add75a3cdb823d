import { canonicalHash, type Json } from '../../rules/canonical-hash.ts';
import { companyIdSchema, siteUidSchema, type SiteUid } from '../../rules/identity.ts';
import { checkMapping } from '../../rules/gravityzone/mapping.ts';
import type { Consent } from '../../rules/gravityzone/mapping-confirmation.ts';
import type { CheckedRow, MappingRow } from '../../rules/gravityzone/mapping-rows.ts';
import { sameName } from '../../rules/gravityzone/names.ts';
import type { Inventory } from '../../rules/gravityzone/plan-types.ts';
import { listedSites, type ListedSite } from '../../rules/gravityzone/scope.ts';
import type { MappingChoice } from '../schema/index.ts';

/** A row as it is staged: the site by uid or by its exact name. */
export interface StagedRow {
  site: string;
  choice: MappingChoice;
}

/** A staged row with what the confirmation says of it. */
export interface JudgedRow {
  siteUid: string;
  siteName: string;
  choice: MappingChoice;
  accepted: boolean;
  /** What will be done, or the one sentence that refuses the row. */
  lines: string[];
  consents: Consent[];
  companyName: string | null;
  /** Of everything above: a confirmation covers exactly what was shown. */
  factsHash: string;
}

/** Judges staged rows together; one bad row never stops the others (spec 3.2). */
export function judgeRows(inventory: Inventory, rows: readonly StagedRow[]): JudgedRow[] {
  const sites = listedSites(inventory.sites);
  const nameOf = new Map<string, string>(sites.map(({ uid, name }) => [uid, name]));
  const read = rows.map((row) => readRow(sites, row));
  const checked = checkMapping(
    inventory,
    read.flatMap((row) => (row.ok ? [row.row] : [])),
  );
  let next = 0;
  return read.map((row) => {
    if (!row.ok) return judged(row.staged, row.staged.site, refusal(row.sentence));
    const verdict = checked[next];
    next += 1;
    if (verdict === undefined) throw new Error('a staged row was not judged');
    return judged(row.staged, row.row.siteUid, verdict, nameOf.get(row.row.siteUid));
  });
}

type ReadRow =
  | { ok: true; staged: StagedRow; row: MappingRow }
  | { ok: false; staged: StagedRow; sentence: string };

function readRow(sites: readonly ListedSite[], staged: StagedRow): ReadRow {
  const site = findSite(sites, staged.site);
  if ('sentence' in site) return { ok: false, staged, sentence: site.sentence };
  const { choice } = staged;
  switch (choice.do) {
    case 'company': {
      const company = companyIdSchema.safeParse(choice.companyId.toLowerCase());
      return company.success
        ? { ok: true, staged, row: { action: 'existing', ...site, companyId: company.data } }
        : { ok: false, staged, sentence: `“${choice.companyId}”: ${idRule}` };
    }
    case 'new': {
      const name = choice.name === undefined ? {} : { name: choice.name };
      return { ok: true, staged, row: { action: 'new', ...site, ...name } };
    }
    case 'remove': {
      const thenExclude = choice.thenExclude === true;
      return { ok: true, staged, row: { action: 'remove', ...site, thenExclude } };
    }
    case 'exclude':
    case 'include':
    case 'repair':
      return { ok: true, staged, row: { action: choice.do, ...site } };
  }
}

const idRule = 'a GravityZone company id is 24 hexadecimal characters.';

/** A removal needs no listed site, so a uid is taken as it is. */
function findSite(
  sites: readonly ListedSite[],
  text: string,
): { siteUid: SiteUid } | { sentence: string } {
  const uid = siteUidSchema.safeParse(text.trim().toLowerCase());
  if (uid.success) return { siteUid: uid.data };
  const named = sites.filter(({ name }) => sameName(name, text));
  const [only, second] = named;
  if (second !== undefined) {
    const uids = named.map((site) => site.uid).join(', ');
    return { sentence: `${named.length} sites are named “${text}”: give the uid (${uids}).` };
  }
  return only === undefined
    ? { sentence: `No managed site “${text}” is in view. \`sitesync sites\` lists them all.` }
    : { siteUid: only.uid };
}

type AcceptedRow = Extract<CheckedRow, { ok: true }>;
type Verdict =
  | Pick<AcceptedRow, 'ok' | 'siteName' | 'lines' | 'consents' | 'companyName'>
  | { ok: false; sentence: string };

function refusal(sentence: string): Verdict {
  return { ok: false, sentence };
}

function judged(
  { site, choice }: StagedRow,
  uid: string,
  verdict: Verdict,
  listedName?: string,
): JudgedRow {
  const row = verdict.ok
    ? {
        siteUid: uid,
        siteName: verdict.siteName,
        choice,
        accepted: true,
        lines: verdict.lines,
        consents: verdict.consents,
        companyName: verdict.companyName,
      }
    : {
        siteUid: uid,
        siteName: listedName ?? site,
        choice,
        accepted: false,
        lines: [verdict.sentence],
        consents: [],
        companyName: null,
      };
  const facts: Json = JSON.parse(JSON.stringify(row));
  return { ...row, factsHash: canonicalHash(facts) };
}
