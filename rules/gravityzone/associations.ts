import type { CompanyId, PackageId, SiteUid } from '../identity.ts';
import { nameKey } from './names.ts';

/** A recorded association, with how far its package and variable have come (spec 3.2). */
export interface Association {
  siteUid: SiteUid;
  /** The names that both had when they were associated; shown, never enforced. */
  siteName: string;
  companyId: CompanyId;
  companyName: string;
  /** The partner that the company was under then (spec 3.2.1). */
  expectedPartnerId: CompanyId;
  /** Fixed when the package is made. */
  packageName: string | null;
  packageId: PackageId | null;
  /** What was written into, or adopted from, the site variable. */
  writtenLink: string | null;
  /** The link that was written before this one: a variable that holds it is ours as well. */
  previousLink: string | null;
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

/** Whether a variable's value is a link that was written, or adopted, for this association. */
export function isOwnLink(
  { writtenLink, previousLink }: Pick<Association, 'writtenLink' | 'previousLink'>,
  value: string,
): boolean {
  return value === writtenLink || value === previousLink;
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
