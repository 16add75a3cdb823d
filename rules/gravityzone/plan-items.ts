import { canonicalHash } from '../canonical-hash.ts';
import type { Json } from '../canonical-hash.ts';
import type { CompanyId } from '../identity.ts';
import { missingSteps } from './associations.ts';
import type { Association } from './associations.ts';
import type { NamedCompany, TreeNode } from './company-tree.ts';
import type { EventType } from './events/event-types.ts';
import { packageName } from './package-name.ts';
import { callsOf } from './plan-calls.ts';
import type { PlanContext } from './plan-context.ts';
import type { PlanItem, PlanSide } from './plan-types.ts';
import type { ListedSite } from './scope.ts';
import type { SiteDecision } from './site-decision.ts';
import { variableOf } from './site-obstacles.ts';

const nothing: PlanSide = { company: null, package: null, variable: null };
const linkAfter = 'the package’s Windows install link';

/** The item for a decision that is to be carried out. */
export function itemFor(
  context: PlanContext,
  decision: Extract<SiteDecision, { kind: 'associate' | 'create' }>,
  event: EventType | null,
): PlanItem {
  const { site, prefixed } = decision;
  const rootId = context.tree.root.id;
  const packaged = packageName(site.uid, site.name);
  const companyName = decision.kind === 'create' ? decision.companyName : decision.company.name;
  const common = {
    ...ofSite(context, site),
    event,
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
      calls: callsOf({ kind: 'create-company' }),
    };
  }
  const { company, needsDetails } = decision;
  return {
    ...common,
    kind: 'associate',
    companyId: company.id,
    needsDetails,
    factsHash: factsHash('associate', { ...facts, companyId: company.id }),
    calls: callsOf({ kind: 'associate' }),
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
    ...ofSite(context, site),
    kind: 'complete',
    event: null,
    effect: 'finishes',
    companyId: company.id,
    companyName: company.name,
    missing,
    before: {
      company: company.name,
      package: makesPackage ? null : packaged,
      variable: variableBefore(context, site),
    },
    after: { company: company.name, package: packaged, variable: linkAfter },
    factsHash: factsHash('complete', { siteUid: site.uid, companyId: company.id, missing }),
    calls: callsOf({ kind: 'complete', missing }),
  };
}

/** The item that moves an associated company back under the partner it belongs under. */
export function moveItem(
  context: PlanContext,
  site: ListedSite,
  association: Association,
  found: { company: TreeNode; fromId: CompanyId },
): PlanItem {
  const { company, fromId } = found;
  const toId = association.expectedPartnerId;
  const stays = {
    company: company.name,
    package: association.packageName,
    variable: variableBefore(context, site),
  };
  return {
    ...ofSite(context, site),
    kind: 'move',
    event: 'destination-moved',
    effect: 'changes',
    needsVariable: false,
    companyId: company.id,
    companyName: company.name,
    fromId,
    toId,
    before: { ...stays, parent: context.tree.nameOf(fromId) },
    after: { ...stays, parent: context.tree.nameOf(toId) },
    factsHash: factsHash('move', {
      siteUid: site.uid,
      companyId: company.id,
      companyName: company.name,
      fromId,
      toId,
    }),
    calls: callsOf({ kind: 'move' }),
  };
}

/** The item that creates a company in the place of an associated one that is gone. */
export function recreateItem(
  context: PlanContext,
  site: ListedSite,
  association: Association,
  wanted: { name: string; prefixed: boolean },
): PlanItem {
  const { root } = context.tree;
  const { companyId: replacesId, expectedPartnerId } = association;
  const movesUp = expectedPartnerId !== root.id;
  return {
    ...ofSite(context, site),
    kind: 'recreate',
    event: 'destination-deleted',
    effect: 'changes',
    replacesId,
    companyName: wanted.name,
    prefixed: wanted.prefixed,
    before: {
      company: association.companyName,
      package: association.packageName,
      variable: variableBefore(context, site),
      ...(movesUp ? { parent: context.tree.nameOf(expectedPartnerId) } : {}),
    },
    after: {
      company: wanted.name,
      package: packageName(site.uid, site.name),
      variable: linkAfter,
      ...(movesUp ? { parent: root.name } : {}),
    },
    factsHash: factsHash('recreate', {
      siteUid: site.uid,
      siteName: site.name,
      companyName: wanted.name,
      replacesId,
      rootId: root.id,
    }),
    calls: callsOf({ kind: 'recreate' }),
  };
}

function ofSite(context: PlanContext, site: ListedSite) {
  return {
    siteUid: site.uid,
    siteName: site.name,
    needsVariable: variableOf(context, site).state === 'unread',
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
