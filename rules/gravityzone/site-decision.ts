import type { TreeNode } from './company-tree.ts';
import type { Problem } from './problems.ts';
import type { ListedSite } from './scope.ts';

/** What a run would do for a site that has no association, the settings left aside. */
export type SiteDecision =
  | {
      kind: 'associate';
      site: ListedSite;
      company: TreeNode;
      prefixed: boolean;
      needsDetails: boolean;
    }
  | { kind: 'create'; site: ListedSite; companyName: string; prefixed: boolean }
  | { kind: 'problem'; problem: Problem }
  | { kind: 'under-way'; site: ListedSite };
