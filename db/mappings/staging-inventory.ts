import { inArray } from 'drizzle-orm';
import { companyId, siteUid } from '../../rules/identity.ts';
import { nameKey } from '../../rules/gravityzone/names.ts';
import type { Inventory } from '../../rules/gravityzone/plan-types.ts';
import type { Transaction } from '../connect.ts';
import { loadInventory } from '../inventory/load-inventory.ts';
import { Refused } from '../refused.ts';
import { action } from '../schema/index.ts';

/**
 * What staged rows are checked against: the newest whole readings, with what confirmed mappings and
 * runs are about to do as under way already.
 *
 * @throws {Refused} `conflict` if an inventory was never read.
 */
export async function stagingInventory(tx: Transaction, tenantId: string): Promise<Inventory> {
  const loaded = await loadInventory(tx, tenantId);
  if (!loaded) {
    throw new Refused(
      'conflict',
      'The Datto RMM sites and GravityZone companies have not been read yet, so nothing can be mapped. Connect both sides and run `sitesync sync --wait` first.',
    );
  }
  const { locked } = loaded.inventory;
  const waiting = await tx
    .select({ siteUid: action.siteUid, details: action.details })
    .from(action)
    .where(inArray(action.state, ['waiting', 'working']));
  const companies = waiting.flatMap(({ details }) => details.companyId ?? []);
  const names = waiting.flatMap(({ details }) => details.companyName ?? []);
  return {
    ...loaded.inventory,
    locked: {
      siteUids: new Set([...locked.siteUids, ...waiting.map((row) => siteUid(row.siteUid))]),
      companyIds: new Set([...locked.companyIds, ...companies.map((id) => companyId(id))]),
      companyNameKeys: new Set([...locked.companyNameKeys, ...names.map((name) => nameKey(name))]),
    },
  };
}
