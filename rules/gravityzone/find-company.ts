import type { NamedCompany, TreeNode } from './company-tree.ts';
import type { PlanContext } from './plan-context.ts';
import { quoted, siteProblem } from './problems.ts';
import type { Problem } from './problems.ts';
import type { ListedSite } from './scope.ts';

export type Finding =
  /** No company of the name is free. */
  | { kind: 'none' }
  | { kind: 'company'; company: TreeNode; needsDetails: boolean }
  /** Free companies that a person may associate and a run may not. */
  | { kind: 'waits'; companies: readonly NamedCompany[]; sentence: string }
  /** What is free can't be associated by anyone: the root, or a partner. */
  | { kind: 'out-of-reach'; company: NamedCompany; title: string }
  | { kind: 'unsettled'; problem: Problem };

/**
 * The company that a run may associate by the name with this key: exactly one in the whole tree, a
 * customer directly under the root or one of its folders, active, manageable and not associated
 * (spec 3.4). As soon as one of that name is free but not fit, it waits for a person.
 */
export function findCompany(context: PlanContext, site: ListedSite, key: string): Finding {
  const named = context.tree.named(key);
  const unsettled = named.find((company) => !context.tree.isSettled(company.id));
  if (unsettled !== undefined) {
    return { kind: 'unsettled', problem: unsettledCompany(site, unsettled) };
  }
  const [free] = named.filter((company) => !context.taken.has(company.id));
  if (free === undefined) return { kind: 'none' };
  const companies = freeCompanies(context, key);
  const [first] = companies;
  if (first === undefined) {
    const title = free.id === context.tree.root.id ? 'your own root company' : 'a partner';
    return { kind: 'out-of-reach', company: free, title };
  }
  if (named.length > 1) {
    const sentence = `${named.length} companies are named ${quoted(first.name)}: a person says which is the right one.`;
    return { kind: 'waits', companies, sentence };
  }
  const company = context.tree.company(first.id);
  if (company === undefined) return { kind: 'none' };
  const reason = unfitness(context, company);
  if (reason === undefined)
    return { kind: 'company', company, needsDetails: needsDetails(company) };
  const sentence = `${quoted(first.name)} ${reason}: a person decides whether it is the right one.`;
  return { kind: 'waits', companies, sentence };
}

/** Where the listing contradicts itself about a company of the name, nothing is decided. */
export function unsettledCompany(site: ListedSite, { id, name }: NamedCompany): Problem {
  const sentence = `is not associated by itself, and no second company is created: ${quoted(name)} came twice in the listing with different facts; the next run reads it again.`;
  return siteProblem('company-unsettled', site, sentence, id);
}

/** Companies of a name that a person could associate: never the root, a partner, or one in use. */
export function freeCompanies(context: PlanContext, key: string): readonly NamedCompany[] {
  const { tree, taken } = context;
  return tree.named(key).filter(({ id }) => {
    const company = tree.company(id);
    return company !== undefined && company.type !== 'partner' && !taken.has(id);
  });
}

/** Why a run may not associate the company, after "“name” "; nothing if all that is known is fit. */
function unfitness(context: PlanContext, company: TreeNode): string | undefined {
  const { tree } = context;
  if (!tree.isDirectlyUnderRoot(company.id)) {
    const partner = tree.partnerOf(company.id);
    const name = partner === undefined ? undefined : tree.company(partner)?.name;
    const where = name === undefined ? 'another partner' : quoted(name);
    return `is not directly under your root company or one of its folders, but under ${where}`;
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
