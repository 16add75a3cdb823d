import type { ActivityDependencies } from '../dependencies.ts';
import type { CompanyPayload } from '../../db/readings/payloads.ts';
import { readListing, type ListingResult, type RunInput } from '../read-listing.ts';

/** The whole company tree, nested partners and folders included, and the root itself. */
export function readCompanies(deps: ActivityDependencies, run: RunInput): Promise<ListingResult> {
  return readListing(deps, run, {
    kind: 'companies',
    vendor: 'gravityzone',
    name: 'companies',
    resume: false,
    uncounted: 1,
    async read({ calls, signal, add }) {
      const client = await deps.vendors.gravityzone(run.tenantId, calls);
      const root = await client.ownCompany({ signal });
      const tree = await client.companyTree(root.id, { signal });
      const rows: CompanyPayload[] = tree.nodes.map((node) => ({
        id: node.id,
        name: node.name,
        kind: node.kind,
        parentId: node.parentId,
        partnerId: node.partnerId,
        ...(node.kind === 'company' && node.type !== undefined
          ? { type: node.type === 0 ? ('partner' as const) : ('customer' as const) }
          : {}),
      }));
      const rootRow: CompanyPayload = {
        id: root.id,
        name: root.name,
        kind: 'company',
        parentId: null,
        partnerId: null,
        type: 'partner',
      };
      for (let start = 0; start < rows.length + 1; start += pageSize) {
        const page = [rootRow, ...rows].slice(start, start + pageSize);
        await add(page.map((payload) => ({ key: payload.id, payload })));
      }
      const complete = tree.total === null || tree.arrived >= tree.total;
      return { complete, identity: root.id };
    },
  });
}

const pageSize = 500;
