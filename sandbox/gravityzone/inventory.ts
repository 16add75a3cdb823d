import { z } from 'zod';
import { containerId } from './containers.ts';
import { cut, pageParameters } from './pages.ts';
import { dateText, parse, type RpcCall, type RpcMethod } from './rpc.ts';
import { listedBelow, ownCompany } from './sight.ts';
import { isSameOrBelow } from './move.ts';
import { listedChildren, listedFolders, nodeOf, type TreeNode } from './tree.ts';
import type { Company, CompanyFolder } from './store.ts';

const companyItem = 1;
const folderItem = 3;

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
 * Companies and company folders below a parent; endpoints are not simulated. v1.1 has pages of
 * up to 1000 and tells totals on page 1 only (gravityzone.md 2 and 4.5).
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
    .filter(({ type }) => {
      if (wanted === undefined) return true;
      return wanted[type === companyItem ? 'companies' : 'companyFolders'] === true;
    })
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

interface Item {
  readonly id: string;
  readonly name: string;
  readonly type: number;
  readonly parentId: string | null;
  readonly companyId: string | null;
  readonly details?: Record<string, unknown>;
}

function itemsBelow(call: RpcCall, node: TreeNode, recursively: boolean): Item[] {
  if (!recursively) {
    return [
      ...listedFolders(call, node).map((folder) => ofFolder(call, folder)),
      ...listedChildren(call, node).map((company) => ofCompany(call, company)),
    ];
  }
  const companies = listedBelow(call).filter(
    (company) =>
      company.id !== node.company.id &&
      isSameOrBelow(call.store, company, node.company.id) &&
      (node.folder === null || isInFolder(call, company, node)),
  );
  return [...foldersBelow(call, node), ...companies.map((company) => ofCompany(call, company))];
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

function ofCompany(call: RpcCall, company: Company): Item {
  const { switches } = call;
  return {
    id: company.id,
    name: company.name,
    type: companyItem,
    parentId: parentOf(call, company.parentId, company.folderId),
    companyId:
      switches.get('gravityzone.inventoryCompanyId') === 'self' ? company.id : company.parentId,
    ...detailsOf(call, company),
  };
}

function ofFolder(call: RpcCall, folder: CompanyFolder): Item {
  return {
    id: folder.id,
    name: folder.name,
    type: folderItem,
    parentId: parentOf(call, folder.companyId, folder.parentFolderId),
    companyId: folder.companyId,
  };
}

function parentOf(call: RpcCall, companyId: string | null, folderId: string | null): string | null {
  const parents = {
    folderOrContainer:
      folderId ?? (companyId === null ? null : containerId(companyId, 'Companies')),
    folderOrCompany: folderId ?? companyId,
    company: companyId,
  };
  return parents[call.switches.get('gravityzone.inventoryParentId')];
}

function detailsOf(call: RpcCall, company: Company): { details?: Record<string, unknown> } {
  const filled = {
    type: company.type,
    isSuspended: company.isSuspended,
    createdAt: dateText(call.switches, company.createdAtMs),
  };
  const forms = { empty: { details: {} }, absent: {}, filled: { details: filled } };
  return forms[call.switches.get('gravityzone.inventoryDetails')];
}

/** Prefix match; a leading `*` finds anywhere. */
function fitsName(name: string, filter: string | undefined): boolean {
  if (filter === undefined) return true;
  const text = name.toLowerCase();
  return filter.startsWith('*')
    ? text.includes(filter.slice(1).toLowerCase())
    : text.startsWith(filter.toLowerCase());
}
