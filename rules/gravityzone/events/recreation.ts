import type { Association } from '../associations.ts';
import { nameFault, refusalOf } from '../decide-creation.ts';
import type { WantedCompany } from '../decide-creation.ts';
import { associates } from '../may-write.ts';
import { nameKey, prefixedName } from '../names.ts';
import type { PlanContext } from '../plan-context.ts';
import { quoted } from '../problems.ts';
import type { ListedSite } from '../scope.ts';
import { obstacleToReplacement } from '../site-obstacles.ts';

/**
 * What keeps a run from creating a company in the place of one that is gone; a sentence. The name of
 * the one that is gone is free: nothing in the tree bears it for that company any more.
 */
export function obstacleToRecreation(
  context: PlanContext,
  association: Association,
  site: ListedSite,
  wanted: WantedCompany,
): string | null {
  const key = nameKey(wanted.name);
  return (
    namesakes(context, site) ??
    freeCompany(context, site) ??
    faultOf(context, site, wanted) ??
    refusal(context, key) ??
    underWay(context, wanted) ??
    obstacleToReplacement(context, site, association)?.sentence ??
    null
  );
}

function namesakes(context: PlanContext, site: ListedSite): string | null {
  return context.bearers(nameKey(site.name)).size > 1
    ? `Another managed site is named ${quoted(site.name)} too: a person decides.`
    : null;
}

/** If a company of the name, or of prefix and name, is free, a run never creates another (spec 3.4). */
function freeCompany(context: PlanContext, site: ListedSite): string | null {
  const { prefix } = context.input.settings;
  // What this run associates is no longer free; below that it only would be.
  const taken = associates(context.input.settings) ? context.taken : context.associatedWith;
  const names = [site.name, ...(prefix === '' ? [] : [prefixedName(prefix, site.name)])];
  const [free] = names
    .flatMap((name) => context.tree.named(nameKey(name)))
    .filter(({ id }) => !taken.has(id));
  return free === undefined
    ? null
    : `A company ${quoted(free.name)} (${free.id}) is in view and not associated: a person says whether it is to be taken instead.`;
}

function faultOf(context: PlanContext, site: ListedSite, wanted: WantedCompany): string | null {
  const fault = nameFault(context, site, wanted);
  return fault === undefined ? null : `No new company can be named so: ${fault.why}.`;
}

function refusal(context: PlanContext, key: string): string | null {
  const refused = refusalOf(context, key);
  return refused === undefined
    ? null
    : `GravityZone refused to create ${quoted(refused.name)} with “${refused.text}”: it is tried again when its name or the settings change, or after 24 hours.`;
}

function underWay(context: PlanContext, wanted: WantedCompany): string | null {
  return context.input.locked.companyNameKeys.has(nameKey(wanted.name))
    ? `A company ${quoted(wanted.name)} is being created.`
    : null;
}
