import { packageId } from '../identity.ts';
import type { CompanyId } from '../identity.ts';
import type { Association } from './associations.ts';
import { companyTree } from './company-tree.ts';
import { packageName } from './package-name.ts';
import type { PlanInput, PlanItem } from './plan-types.ts';
import { cid, customer, installLink } from './test-inventory.ts';

/** The world after the items were carried out without a fault. */
export function carriedOut(input: PlanInput, items: readonly PlanItem[]): PlanInput {
  return items.reduce((world, item, position) => after(world, item, position), input);
}

function after(world: PlanInput, item: PlanItem, position: number): PlanInput {
  switch (item.kind) {
    case 'move':
      return {
        ...world,
        tree: world.tree.map((node) =>
          node.id === item.companyId
            ? { ...node, parentId: item.toId, partnerId: item.toId }
            : node,
        ),
      };
    case 'create-company':
    case 'recreate': {
      const made = customer(0x100000 + position, item.companyName);
      return completed({ ...world, tree: [...world.tree, made] }, item, made.id, position);
    }
    case 'associate':
    case 'complete':
      return completed(world, item, item.companyId, position);
  }
}

/** Package, variable and record of the association with the company. */
function completed(
  world: PlanInput,
  item: PlanItem,
  companyId: CompanyId,
  position: number,
): PlanInput {
  const before = world.associations.find(({ siteUid }) => siteUid === item.siteUid);
  const packaged =
    (item.kind === 'recreate' ? null : before?.packageName) ??
    packageName(item.siteUid, item.siteName);
  const written = `${installLink(position)}#${companyId}`;
  const association: Association = {
    siteUid: item.siteUid,
    siteName: item.siteName,
    companyId,
    companyName: item.companyName,
    expectedPartnerId:
      item.kind === 'complete' && before !== undefined
        ? before.expectedPartnerId
        : (companyTree(world.root, world.tree).partnerOf(companyId) ?? cid(0)),
    packageName: packaged,
    packageId: packageId('b'.repeat(24)),
    writtenLink: written,
    previousLink: before?.writtenLink ?? null,
  };
  return {
    ...world,
    links: [
      ...(world.links ?? []),
      { companyId, packageName: packaged, installLinkWindows: written, ready: true },
    ],
    ownPackages: [...world.ownPackages, { companyId, packageName: packaged }],
    variables: new Map(world.variables).set(item.siteUid, { state: 'value', value: written }),
    associations: [
      ...world.associations.filter(({ siteUid }) => siteUid !== item.siteUid),
      association,
    ],
  };
}
