import type { CompanyId } from '../identity.ts';
import type { InventoryIndex } from './inventory-index.ts';
import { completionLines } from './mapping-confirmation.ts';
import { newCompanyName } from './mapping-new-name.ts';
import { accept, refuse } from './mapping-rows.ts';
import type { CheckedRow, MappingRow, Staged } from './mapping-rows.ts';
import { nameKey } from './names.ts';
import { quoted } from './problems.ts';
import { isExcluded } from './scope.ts';
import type { ListedSite } from './scope.ts';

/** A row that maps a site to a company in view: one that no association uses (spec 3.2). */
export function checkExisting(
  index: InventoryIndex,
  staged: Staged,
  row: Extract<MappingRow, { action: 'existing' }>,
  site: ListedSite,
): CheckedRow {
  const { tree, inventory } = index;
  const company = tree.company(row.companyId);
  if (row.companyId === tree.root.id) {
    const sentence = `${quoted(tree.root.name)} is your own root company, which is never a target.`;
    return refuse(row, 'company-is-root', sentence);
  }
  if (company === undefined) {
    const sentence = `No company ${row.companyId} is in view. Choose one of those listed, or sync to read them again.`;
    return refuse(row, 'company-not-in-view', sentence);
  }
  const name = quoted(company.name);
  if (company.type === 'partner') {
    return refuse(row, 'company-is-partner', `${name} is a partner. Choose a customer.`);
  }
  const other = index.associatedWith.get(company.id);
  if (other !== undefined) {
    const sentence = `${name} is associated with site ${quoted(index.siteOf.get(other)?.name ?? other)}. Choose a company that no association uses.`;
    return refuse(row, 'company-associated', sentence);
  }
  if (inventory.locked.companyIds.has(company.id)) {
    const sentence = `An action on ${name} is under way. Try again when it is done.`;
    return refuse(row, 'company-under-way', sentence);
  }
  if (staged.companies.has(company.id)) {
    const sentence = `${name} is staged for another site already. Keep one of the two rows.`;
    return refuse(row, 'company-staged-twice', sentence);
  }
  const { lines, consents } = completionLines(index, site, company.id);
  const associate = `Associate site ${quoted(site.name)} with company ${name} (${company.id}), under ${partnerTitle(index, company.id)}.`;
  return {
    ...accept(row, site.name, [associate, ...lines, ...clearing(index, site)]),
    consents,
    companyName: company.name,
    needsDetails: company.type === undefined,
  };
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
  const create = `Create company ${quoted(wanted.name)} under ${quoted(index.tree.root.name)} and associate site ${quoted(site.name)} with it.`;
  return {
    ...accept(row, site.name, [create, ...lines, ...clearing(index, site)]),
    consents,
    companyName: wanted.name,
  };
}

function clearing(index: InventoryIndex, site: ListedSite): string[] {
  return isExcluded(site, index.inventory.exclusions)
    ? ['The site is excluded from automatic sync: associating it clears that.']
    : [];
}

function partnerTitle(index: InventoryIndex, id: CompanyId): string {
  const partner = index.tree.partnerOf(id);
  if (partner === undefined) return 'a partner that is not in view';
  if (partner === index.tree.root.id) return quoted(index.tree.root.name);
  return quoted(index.tree.company(partner)?.name ?? partner);
}
