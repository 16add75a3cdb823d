import { inventoryIndex } from './inventory-index.ts';
import type { InventoryIndex } from './inventory-index.ts';
import { checkExisting, checkNew } from './mapping-company.ts';
import { removalLines } from './mapping-confirmation.ts';
import { checkRepair } from './mapping-repair.ts';
import { accept, refuse } from './mapping-rows.ts';
import type { CheckedRow, MappingRow, Staged } from './mapping-rows.ts';
import { nameKey } from './names.ts';
import type { Inventory } from './plan-types.ts';
import { quoted } from './problems.ts';

/**
 * Checks the staged rows together (spec 3.2). Each is judged by itself, so that one bad row never
 * stops the others; of two that want the same site, company or new name, the second is refused.
 */
export function checkMapping(inventory: Inventory, rows: readonly MappingRow[]): CheckedRow[] {
  const index = inventoryIndex(inventory);
  const staged: Staged = { sites: new Set(), companies: new Set(), names: new Set() };
  return rows.map((row) => {
    const checked = staged.sites.has(row.siteUid)
      ? refuse(row, 'site-staged-twice', `${siteTitle(index, row)} is staged twice. Keep one row.`)
      : checkRow(index, staged, row);
    staged.sites.add(row.siteUid);
    if (checked.ok && row.action === 'existing') staged.companies.add(row.companyId);
    if (checked.ok && row.action === 'new') staged.names.add(nameKey(checked.companyName ?? ''));
    return checked;
  });
}

function checkRow(index: InventoryIndex, staged: Staged, row: MappingRow): CheckedRow {
  if (index.inventory.locked.siteUids.has(row.siteUid)) {
    const sentence = `${siteTitle(index, row)} has an action under way. Try again when it is done.`;
    return refuse(row, 'site-under-way', sentence);
  }
  if (row.action === 'remove') return checkRemoval(index, row);
  const site = index.siteOf.get(row.siteUid);
  if (site === undefined) {
    return refuse(
      row,
      'site-not-listed',
      `${row.siteUid} is not among the managed sites: on-demand sites and “Deleted Devices” can’t be mapped.`,
    );
  }
  if (row.action === 'repair') return checkRepair(index, row, site);
  const title = `Site ${quoted(site.name)}`;
  if (row.action !== 'include' && index.associationOf.has(site.uid)) {
    const sentence =
      row.action === 'exclude'
        ? `${title} has an association, and only a site without one can be excluded. Delete the association first.`
        : `${title} already has an association. Delete it first.`;
    return refuse(row, 'already-associated', sentence);
  }
  if (row.action === 'existing') return checkExisting(index, staged, row, site);
  if (row.action === 'new') return checkNew(index, staged, row, site);
  return accept(row, site.name, [switchingLine(row.action, quoted(site.name))]);
}

function switchingLine(action: 'exclude' | 'include', site: string): string {
  return action === 'exclude'
    ? `Exclude site ${site} from automatic sync, until it is included or mapped.`
    : `Include site ${site} in automatic sync. At Automatic inventory synchronization the next run may associate it.`;
}

/** Needs nothing but the association: its site may be gone, or on-demand by now. */
function checkRemoval(
  index: InventoryIndex,
  row: Extract<MappingRow, { action: 'remove' }>,
): CheckedRow {
  const association = index.associationOf.get(row.siteUid);
  if (association === undefined) {
    return refuse(row, 'not-associated', `${siteTitle(index, row)} has no association to delete.`);
  }
  const name = siteName(index, row);
  return accept(row, name, removalLines(index, association, name, row.thenExclude === true));
}

function siteTitle(index: InventoryIndex, row: MappingRow): string {
  return `Site ${quoted(siteName(index, row))}`;
}

/** Looked up among all sites: the one whose association goes may be on-demand by now. */
function siteName(index: InventoryIndex, row: MappingRow): string {
  return index.inventory.sites.find((site) => site.uid === row.siteUid)?.name ?? row.siteUid;
}
