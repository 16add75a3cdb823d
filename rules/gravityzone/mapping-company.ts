import type { CompanyId } from '../identity.ts';
import type { NamedCompany, TreeNode } from './company-tree.ts';
import type { InventoryIndex } from './inventory-index.ts';
import { completionLines } from './mapping-confirmation.ts';
import { newCompanyName } from './mapping-new-name.ts';
import { accept, refuse } from './mapping-rows.ts';
import type { CheckedRow, MappingRow, RowRefusalCode, Staged } from './mapping-rows.ts';
import { nameKey } from './names.ts';
import { quoted } from './problems.ts';
import { isExcluded } from './scope.ts';
import type { ListedSite } from './scope.ts';

export type TakenCompany =
  { ok: true; company: TreeNode } | { ok: false; code: RowRefusalCode; sentence: string };

/** The company in view with that id, if it is one that a person may associate (spec 3.2). */
export function companyToTake(index: InventoryIndex, id: CompanyId): TakenCompany {
  const { tree, inventory } = index;
  const company = tree.company(id);
  if (id === tree.root.id) {
    const sentence = `${quoted(tree.root.name)} is your own root company, which is never a target.`;
    return { ok: false, code: 'company-is-root', sentence };
  }
  if (company === undefined) {
    const sentence = `No company ${id} is in view. Choose one of those listed, or sync to read them again.`;
    return { ok: false, code: 'company-not-in-view', sentence };
  }
  const name = quoted(company.name);
  if (company.type === 'partner') {
    const sentence = `${name} is a partner. Choose a customer.`;
    return { ok: false, code: 'company-is-partner', sentence };
  }
  const other = index.associatedWith.get(id);
  if (other !== undefined) {
    const sentence = `${name} is associated with site ${quoted(index.siteOf.get(other)?.name ?? other)}. Choose a company that no association uses.`;
    return { ok: false, code: 'company-associated', sentence };
  }
  if (inventory.locked.companyIds.has(id)) {
    const sentence = `An action on ${name} is under way. Try again when it is done.`;
    return { ok: false, code: 'company-under-way', sentence };
  }
  return { ok: true, company };
}

/** A row that maps a site to a company in view: one that no association uses (spec 3.2). */
export function checkExisting(
  index: InventoryIndex,
  staged: Staged,
  row: Extract<MappingRow, { action: 'existing' }>,
  site: ListedSite,
): CheckedRow {
  const taken = companyToTake(index, row.companyId);
  if (!taken.ok) return refuse(row, taken.code, taken.sentence);
  const { company } = taken;
  if (staged.companies.has(company.id)) {
    const sentence = `${quoted(company.name)} is staged for another site already. Keep one of the two rows.`;
    return refuse(row, 'company-staged-twice', sentence);
  }
  const { lines, consents } = completionLines(index, site, company.id);
  return {
    ...accept(row, site.name, [
      associateLine(index, site, company),
      ...lines,
      ...clearing(index, site),
    ]),
    consents,
    companyName: company.name,
    needsDetails: company.type === undefined,
  };
}

/** The company and the partner that it is under, named. */
export function associateLine(
  index: InventoryIndex,
  site: ListedSite,
  { id, name }: NamedCompany,
): string {
  return `Associate site ${quoted(site.name)} with company ${quoted(name)} (${id}), under ${partnerTitle(index, id)}.`;
}

/** A row that sets a site as a new company. */
export function checkNew(
  index: InventoryIndex,
  staged: Staged,
  row: Extract<MappingRow, { action: 'new' }>,
  site: ListedSite,
): CheckedRow {
  const wanted = newCompanyName(index, site, row.name);
  if (!wanted.ok) return refuse(row, wanted.code, wanted.sentence);
  if (staged.names.has(nameKey(wanted.name))) {
    const sentence = `A new company ${quoted(wanted.name)} is staged for another site already. Give one of the two another name.`;
    return refuse(row, 'name-staged-twice', sentence);
  }
  const { lines, consents } = completionLines(index, site, null);
  return {
    ...accept(row, site.name, [
      createLine(index, site, wanted.name),
      ...lines,
      ...clearing(index, site),
    ]),
    consents,
    companyName: wanted.name,
  };
}

export function createLine(index: InventoryIndex, site: ListedSite, name: string): string {
  return `Create company ${quoted(name)} under ${quoted(index.tree.root.name)} and associate site ${quoted(site.name)} with it.`;
}

/** Associating a site clears its exclusion (spec 3.2). */
export function clearing(index: InventoryIndex, site: ListedSite): string[] {
  return isExcluded(site, index.inventory.exclusions)
    ? ['The site is excluded from automatic sync: associating it clears that.']
    : [];
}

/** The partner that a company is under, as lines show it. */
export function partnerTitle(index: InventoryIndex, id: CompanyId): string {
  const partner = index.tree.partnerOf(id);
  if (partner === undefined) return 'a partner that is not in view';
  if (partner === index.tree.root.id) return quoted(index.tree.root.name);
  return quoted(index.tree.company(partner)?.name ?? partner);
}
