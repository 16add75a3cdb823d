import type { CompanyId, PackageId, SiteUid } from '../identity.ts';
import { nameKey } from './names.ts';

/** A recorded association, with how far its package and variable have come (spec 3.2). */
export interface Association {
  siteUid: SiteUid;
  companyId: CompanyId;
  /** Fixed when the package is made. */
  packageName: string | null;
  packageId: PackageId | null;
  /** What was written into, or adopted from, the site variable. */
  writtenLink: string | null;
}

/** A row of GravityZone's installation links (gravityzone.md, 5.6). */
export interface InstallationLink {
  companyId: CompanyId;
  packageName: string;
  installLinkWindows: string | null;
  /** False while the kit is being built: its link must not be used yet. */
  ready: boolean;
}

/** A package that this tenant's Sitesync is recorded to have made. */
export interface OwnPackage {
  companyId: CompanyId;
  packageName: string;
}

/** What is known of a site's variable GravityZonePackageLink. */
export type VariableState =
  | { state: 'absent' }
  | { state: 'value'; value: string }
  /** Its value can't be compared, nor its mask taken off (datto-rmm.md, 5.10). */
  | { state: 'masked' }
  | { state: 'unread' };

/** What is still to be done for a recorded association. */
export function missingSteps(association: Association): ('package' | 'variable')[] {
  const steps: ('package' | 'variable')[] = [];
  if (association.packageName === null || association.packageId === null) steps.push('package');
  if (association.writtenLink === null) steps.push('variable');
  return steps;
}

/** The row of a company's package. The name alone says nothing: match on both (gravityzone.md, 5.6). */
export function linkOf(
  links: readonly InstallationLink[],
  companyId: CompanyId,
  packageName: string,
): InstallationLink | undefined {
  const key = nameKey(packageName);
  return links.find((link) => link.companyId === companyId && nameKey(link.packageName) === key);
}
