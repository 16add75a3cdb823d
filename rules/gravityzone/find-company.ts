import type { CompanyId } from '../identity.ts';
import type { NamedCompany, TreeNode } from './company-tree.ts';
import type { PlanContext } from './plan-context.ts';
import { quoted, siteProblem } from './problems.ts';
import type { Problem } from './problems.ts';
import type { ListedSite } from './scope.ts';

export type Finding =
  /** No company of the name is free. `associated` are those that other sites have. */
  | { kind: 'none'; associated: readonly NamedCompany[] }
  | { kind: 'company'; company: TreeNode; needsDetails: boolean }
  | { kind: 'waits'; problem: Problem };

/**
 * The company that a run may associate by the name with this key: exactly one in the whole tree, a
 * customer directly under the root or one of its folders, active, manageable and not associated
 * (spec 3.4). As soon as one of that name is free but not fit, it waits for a person.
 */
export function findCompany(context: PlanContext, site: ListedSite, key: string): Finding {
  const { tree, taken } = context;
  const named = tree.named(key);
  const free = named.filter((company) => !taken.has(company.id));
  const [first] = free;
  if (first === undefined) return { kind: 'none', associated: named };
  if (named.length > 1) {
    const problem = siteProblem(
      'company-namesakes',
      site,
      `is not associated by itself: ${named.length} companies are named ${quoted(first.name)}. Map the site to the right one by hand.`,
      first.id,
    );
    return { kind: 'waits', problem };
  }
  const company = tree.company(first.id);
  const reason = company === undefined ? 'is your own root company' : unfitness(context, company);
  if (company === undefined || reason !== undefined) {
    const problem = siteProblem(
      'company-not-eligible',
      site,
      `is not associated by itself, and no second company is created: ${quoted(first.name)} ${reason}. Map the site by hand.`,
      first.id,
    );
    return { kind: 'waits', problem };
  }
  return { kind: 'company', company, needsDetails: needsDetails(company) };
}

/** Why a run may not associate the company, after "“name” "; nothing if all that is known is fit. */
function unfitness(context: PlanContext, company: TreeNode): string | undefined {
  const { tree } = context;
  if (!tree.isSettled(company.id)) return 'came twice in the listing with different facts';
  if (company.type === 'partner') return 'is a partner, not a customer';
  if (!tree.isDirectlyUnderRoot(company.id)) {
    return `is not directly under your root company or one of its folders, but under ${partnerName(context, company.id)}`;
  }
  if (company.suspended === true) return 'is suspended';
  if (company.manageable === false) return 'can’t be managed from your account';
  return undefined;
}

function needsDetails(company: TreeNode): boolean {
  return (
    company.type === undefined ||
    company.suspended === undefined ||
    company.manageable === undefined
  );
}

function partnerName(context: PlanContext, id: CompanyId): string {
  const partner = context.tree.partnerOf(id);
  const name = partner === undefined ? undefined : context.tree.company(partner)?.name;
  return name === undefined ? 'another partner' : quoted(name);
}
