import { z } from 'zod';
import { listedEndpoints, openCompanies } from './endpoints.ts';
import {
  itemFlags,
  ofCompany,
  ofEndpoint,
  ofFolder,
  ofGroup,
  type Item,
} from './inventory-items.ts';
import { cut, pageParameters } from './pages.ts';
import { parse, type RpcCall, type RpcMethod } from './rpc.ts';
import { listedBelow, ownCompany } from './sight.ts';
import { isSameOrBelow } from './move.ts';
import { listedChildren, listedFolders, nodeOf, type TreeNode } from './tree.ts';
import type { Company } from './store.ts';

const parameters = (largestPage: number) =>
  z.object({
    parentId: z.string().optional(),
    filters: z
      .object({
        type: z.record(z.string(), z.boolean()).optional(),
        depth: z.object({ allItemsRecursively: z.boolean().optional() }).optional(),
        details: z.object({ name: z.string().optional() }).optional(),
      })
      .optional(),
    options: z.record(z.string(), z.unknown()).optional(),
    ...pageParameters(largestPage),
  });

/**
 * Companies, company folders, groups and endpoints below a parent; a recursive call has those
 * of every company further down too. v1.1 has pages of up to 1000 and tells totals on page 1
 * only (gravityzone.md 2 and 4.5).
 */
export const getNetworkInventoryItems: RpcMethod = (call) => {
  const isFirstVersion = call.version === 'v1.0';
  const { parentId, filters, page, perPage } = parse(call, parameters(isFirstVersion ? 100 : 1000));
  const node =
    parentId === undefined
      ? { company: ownCompany(call), folder: null }
      : nodeOf(call, parentId, 'parentId');
  const wanted = filters?.type;
  const items = itemsBelow(call, node, filters?.depth?.allItemsRecursively === true)
    .filter(({ type }) => wanted === undefined || wanted[itemFlags[type] ?? ''] === true)
    .filter(({ name }) => fitsName(name, filters?.details?.name));
  const shown = cut(call, items, { page, perPage });
  const totals = { pagesCount: shown.pagesCount, total: shown.total };
  return isFirstVersion
    ? { page, perPage, ...totals, items: shown.items }
    : {
        page,
        perPage,
        hasMoreRecords: shown.hasMoreRecords,
        ...(page === 1 ? totals : {}),
        items: shown.items,
      };
};

function itemsBelow(call: RpcCall, node: TreeNode, recursively: boolean): Item[] {
  if (!recursively) {
    return [
      ...listedFolders(call, node).map((folder) => ofFolder(call, folder)),
      ...listedChildren(call, node).map((company) => ofCompany(call, company)),
      ...networkOf(call, node.folder === null ? [node.company] : [], false),
    ];
  }
  const companies = listedBelow(call).filter(
    (company) =>
      company.id !== node.company.id &&
      isSameOrBelow(call.store, company, node.company.id) &&
      (node.folder === null || isInFolder(call, company, node)),
  );
  return [
    ...foldersBelow(call, node),
    ...companies.map((company) => ofCompany(call, company)),
    ...networkOf(call, node.folder === null ? [node.company, ...companies] : companies, true),
  ];
}

/** Groups and endpoints of the companies; not those in groups unless asked for recursively. */
function networkOf(call: RpcCall, companies: readonly Company[], recursively: boolean): Item[] {
  const ids = new Set(companies.map(({ id }) => id));
  const enrolled = listedEndpoints(call).filter(({ owner }) => ids.has(owner.id));
  const open = openCompanies(call);
  const groups = call.store.groups
    .listed()
    .filter(({ companyId }) => ids.has(companyId) && open.has(companyId));
  return [
    ...groups.map((group) => ofGroup(group)),
    ...enrolled
      .filter(
        ({ endpoint }) => recursively || call.store.groups.get(endpoint.groupId) === undefined,
      )
      .map(({ endpoint }) => ofEndpoint(endpoint)),
  ];
}

/** Folders at any depth, those of partners further down included. */
function foldersBelow(call: RpcCall, node: TreeNode): Item[] {
  const inside = listedFolders(call, node).flatMap((folder) => [
    ofFolder(call, folder),
    ...foldersBelow(call, { company: node.company, folder }),
  ]);
  const partners = listedChildren(call, node).filter((company) => company.type === 0);
  return [
    ...inside,
    ...partners.flatMap((company) => foldersBelow(call, { company, folder: null })),
  ];
}

function isInFolder(call: RpcCall, company: Company, node: TreeNode): boolean {
  for (let at: Company | undefined = company; at !== undefined && at.id !== node.company.id;) {
    let folderId = at.parentId === node.company.id ? at.folderId : null;
    while (folderId !== null) {
      if (folderId === node.folder?.id) return true;
      folderId = call.store.folders.get(folderId)?.parentFolderId ?? null;
    }
    at = at.parentId === null ? undefined : call.store.companies.get(at.parentId);
  }
  return false;
}

/** Prefix match; a leading `*` finds anywhere. */
function fitsName(name: string, filter: string | undefined): boolean {
  if (filter === undefined) return true;
  const text = name.toLowerCase();
  return filter.startsWith('*')
    ? text.includes(filter.slice(1).toLowerCase())
    : text.startsWith(filter.toLowerCase());
}
