import { canonicalHash } from '../canonical-hash.ts';
import type { Json } from '../canonical-hash.ts';
import { missingSteps } from './associations.ts';
import type { Association } from './associations.ts';
import type { NamedCompany } from './company-tree.ts';
import { packageName } from './package-name.ts';
import type { PlanContext } from './plan-context.ts';
import type { PlanCalls, PlanItem, PlanSide } from './plan-types.ts';
import type { ListedSite } from './scope.ts';
import type { SiteDecision } from './site-decision.ts';
import { variableOf } from './site-obstacles.ts';

/**
 * Requests of one item when nothing goes wrong. GravityZone: look by name, create; or details by id;
 * then packages, create one, links. Datto RMM: variables, write, variables again, since a write
 * answers nothing (datto-rmm.md, 5.10).
 */
const estimate = {
  company: { create: 2, associate: 1 },
  package: 3,
  linkAgain: 1,
  variable: 3,
} as const;

const nothing: PlanSide = { company: null, package: null, variable: null };
const linkAfter = 'the package’s Windows install link';

/** The item for a decision that is to be carried out. */
export function itemFor(
  context: PlanContext,
  decision: Extract<SiteDecision, { kind: 'associate' | 'create' }>,
): PlanItem {
  const { site, prefixed } = decision;
  const rootId = context.tree.root.id;
  const packaged = packageName(site.uid, site.name);
  const companyName = decision.kind === 'create' ? decision.companyName : decision.company.name;
  const common = {
    siteUid: site.uid,
    siteName: site.name,
    needsVariable: variableOf(context, site).state === 'unread',
    before: { ...nothing, variable: variableBefore(context, site) },
    after: { company: companyName, package: packaged, variable: linkAfter },
    effect: 'adds' as const,
    companyName,
    prefixed,
  };
  const facts = { siteUid: site.uid, siteName: site.name, companyName, rootId };
  if (decision.kind === 'create') {
    return {
      ...common,
      kind: 'create-company',
      factsHash: factsHash('create-company', facts),
      calls: callsOf(estimate.company.create + estimate.package),
    };
  }
  const { company, needsDetails } = decision;
  return {
    ...common,
    kind: 'associate',
    companyId: company.id,
    needsDetails,
    factsHash: factsHash('associate', { ...facts, companyId: company.id }),
    calls: callsOf(estimate.company.associate + estimate.package),
  };
}

/** The item that finishes an association whose package or variable is still missing. */
export function completionItem(
  context: PlanContext,
  site: ListedSite,
  association: Association,
  company: NamedCompany,
): PlanItem {
  const missing = missingSteps(association);
  const packaged = association.packageName ?? packageName(site.uid, site.name);
  const makesPackage = missing.includes('package');
  return {
    kind: 'complete',
    effect: 'finishes',
    siteUid: site.uid,
    siteName: site.name,
    companyId: company.id,
    companyName: company.name,
    missing,
    needsVariable: variableOf(context, site).state === 'unread',
    before: {
      company: company.name,
      package: makesPackage ? null : packaged,
      variable: variableBefore(context, site),
    },
    after: { company: company.name, package: packaged, variable: linkAfter },
    factsHash: factsHash('complete', { siteUid: site.uid, companyId: company.id, missing }),
    calls: callsOf(makesPackage ? estimate.package : estimate.linkAgain),
  };
}

/** Only what was observed and is to be done: nothing that differs from one reading to the next. */
function factsHash(kind: PlanItem['kind'], facts: Record<string, Json>): string {
  return canonicalHash({ kind, ...facts });
}

function variableBefore(context: PlanContext, site: ListedSite): string | null {
  const variable = variableOf(context, site);
  return variable.state === 'value' ? variable.value : null;
}

function callsOf(gravityzone: number): PlanCalls {
  return { gravityzone, dattoRmm: estimate.variable };
}
