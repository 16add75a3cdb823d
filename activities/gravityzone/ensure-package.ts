import { activityInfo } from '@temporalio/activity';
import { recordPackage } from '../../db/associations/record-association.ts';
import { withTenant } from '../../db/connect.ts';
import { siteUid as checkedSiteUid } from '../../rules/identity.ts';
import { sameName } from '../../rules/gravityzone/names.ts';
import { addOnTitle, offeredAddOns } from '../../rules/gravityzone/offered-add-ons.ts';
import { packageName } from '../../rules/gravityzone/package-name.ts';
import type { PackageModule } from '../../vendors/gravityzone/package-input.ts';
import type { CompanyId } from '../../vendors/gravityzone/schemas.ts';
import type { StepContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import { TryAgain } from '../try-again.ts';
import { performWrite, type Before } from '../writes/perform-write.ts';
import { createPackage, packagesNamed, type WantedPackage } from './create-package.ts';
import { isOwnPackage, tiedRow, type AssociationRow } from './company-facts.ts';
import { switchedOn } from './create-for-site.ts';
import { tenantSettings } from './tenant-settings.ts';

/** How often a kit that is being built is asked for, in ms: soon at first, since it may take minutes or none. */
const firstKitPollMs = 500;
const kitPollMs = 5_000;

/** The association's installation package exists and its link is known (spec 3.2.2). */
export async function ensurePackage(step: StepContext): Promise<void> {
  const row = await tiedRow(step);
  if (row.installLink !== null) return;
  const name = row.packageName ?? canonicalName(row);
  const packageId = row.packageId ?? (await findOrMakePackage(step, row, name));
  await recordLink(step, row, { packageId, packageName: name });
}

/** The name that the package of an association gets. */
export function canonicalName({ siteUid, siteName }: AssociationRow): string {
  return packageName(checkedSiteUid(siteUid), siteName);
}

/**
 * A package of that name which Sitesync made before; one of anybody else's is adopted only by a
 * person's word on that very name.
 */
async function findOwn(
  step: StepContext,
  row: AssociationRow,
  name: string,
): Promise<Before<{ packageId: string }>> {
  const there = await packagesNamed(step, row.companyId, name);
  for (const { id } of there) {
    if (await isOwnPackage(step, id)) return { already: { packageId: id } };
  }
  const [foreign, ...others] = there;
  if (foreign && others.length === 0 && step.action.details.adoptPackage === name) {
    return { already: { packageId: foreign.id } };
  }
  if (foreign) throw packageTaken(row, name);
  return { evidence: { readAt: new Date().toISOString(), packagesOfThatName: 0 } };
}

function packageTaken(row: AssociationRow, name: string): StepProblem {
  return new StepProblem(
    'package-not-ours',
    `Company “${row.companyName}” has a package “${name}” that Sitesync did not make; it is never adopted without a person. Rename or delete it in GravityZone, then sync again.`,
  );
}

/** @returns the id of the package of that name: one of ours that is there, or a new one */
export async function findOrMakePackage(
  step: StepContext,
  row: AssociationRow,
  name: string,
): Promise<string> {
  const { package: defaults } = await tenantSettings(step);
  const addOns = switchedOn(defaults.addOns);
  if (addOns.length > 0) await requireOffered(step, row, addOns);
  const desired: WantedPackage = {
    companyId: row.companyId,
    name,
    description: `Made by Sitesync for Datto RMM site ${row.siteUid} (${step.action.id})`,
    modules: (Object.keys(defaults.modules) as PackageModule[]).filter(
      (module) => defaults.modules[module],
    ),
    addOns,
    removeCompetitors: defaults.removeCompetitor,
    language: defaults.language,
    hasUninstallPassword: defaults.uninstallPasswordSet,
  };
  const { packageId } = await performWrite(step, createPackage, {
    naturalKey: `package/${row.companyId}/${name}`,
    desired,
    readBefore: () => findOwn(step, row, name),
  });
  return packageId;
}

/** An add-on that the licence surely lacks fails its row by name; an unknown one is tried. */
async function requireOffered(
  step: StepContext,
  row: AssociationRow,
  addOns: ReturnType<typeof switchedOn>,
): Promise<void> {
  const client = await step.gravityzone();
  const companyId = row.companyId as CompanyId;
  const [licence] = await client.licenseInfo(companyId, { signal: step.signal });
  if (!licence) return;
  const offered = offeredAddOns({ ...licence });
  const refused = addOns.filter((addOn) => offered[addOn] === 'no').map(addOnTitle);
  if (refused.length === 0) return;
  throw new StepProblem(
    'module-not-licensed',
    `The licence of company “${row.companyName}” does not cover ${refused.join(', ')}; no package was made. Change the licence, or the default packages.`,
  );
}

/** Records the package with its install link as GravityZone gives it now. */
export async function recordLink(
  step: StepContext,
  row: AssociationRow,
  made: { packageId: string; packageName: string },
): Promise<void> {
  const client = await step.gravityzone();
  const companyId = row.companyId as CompanyId;
  const links = await client.installationLinks(
    { companyId, packageName: made.packageName },
    { signal: step.signal },
  );
  const link = links.find(
    (one) => one.companyId === companyId && sameName(one.packageName, made.packageName),
  );
  if (!link?.installLinkWindows || link.windowsKit === 'building') {
    const sentence = `The kit of package “${made.packageName}” is still being built.`;
    const afterMs = Math.min(kitPollMs, firstKitPollMs * 2 ** (activityInfo().attempt - 1));
    throw new TryAgain('transient', afterMs, sentence);
  }
  const installLink = link.installLinkWindows;
  await withTenant(step.deps.db, step.tenantId, (tx) =>
    recordPackage(tx, step.tenantId, row.siteUid, { ...made, installLink }, step.cause),
  );
}
