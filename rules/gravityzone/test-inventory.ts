import { companyId, packageId, siteUid } from '../identity.ts';
import type { CompanyId, SiteUid } from '../identity.ts';
import type { Association, InstallationLink } from './associations.ts';
import type { TreeNode } from './company-tree.ts';
import type { PlanInput } from './plan-types.ts';
import type { SourceSite } from './scope.ts';
import { gravityzoneSettingsSchema } from './settings.ts';
import type { GravityzoneSettings } from './settings.ts';

/** Builders for the tests of these rules. */

export const uid = (n: number): SiteUid =>
  siteUid(`${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`);
export const cid = (n: number): CompanyId => companyId(n.toString(16).padStart(24, '0'));
export const root = { id: cid(0xfff), name: 'Our MSP' };

export const site = (n: number, name: string, over: Partial<SourceSite> = {}): SourceSite => ({
  uid: uid(n),
  name,
  onDemand: false,
  ...over,
});

/** A customer directly under the root, of which everything is known. */
export const customer = (n: number, name: string, over: Partial<TreeNode> = {}): TreeNode => ({
  id: cid(n),
  name,
  kind: 'company',
  parentId: root.id,
  partnerId: root.id,
  type: 'customer',
  suspended: false,
  manageable: true,
  ...over,
});

export const folder = (n: number, name: string, over: Partial<TreeNode> = {}): TreeNode => ({
  id: cid(n),
  name,
  kind: 'folder',
  parentId: root.id,
  partnerId: root.id,
  ...over,
});

/** A finished association. */
export const association = (
  siteNumber: number,
  companyNumber: number,
  over: Partial<Association> = {},
): Association => ({
  siteUid: uid(siteNumber),
  siteName: `Site ${siteNumber}`,
  companyId: cid(companyNumber),
  companyName: `Company ${companyNumber}`,
  expectedPartnerId: root.id,
  packageName: `Sitesync of ${siteNumber}`,
  packageId: packageId('a'.repeat(24)),
  writtenLink: installLink(siteNumber),
  previousLink: null,
  ...over,
});

export const installLink = (n: number) =>
  `https://cloud.gravityzone.bitdefender.com/Packages/BSTWIN/0/setupdownloader_[${n}].exe`;

export const link = (
  companyNumber: number,
  name: string,
  over: Partial<InstallationLink> = {},
): InstallationLink => ({
  companyId: cid(companyNumber),
  packageName: name,
  installLinkWindows: installLink(companyNumber),
  ready: true,
  ...over,
});

/** Settings at which a run associates and creates, unless told otherwise. */
export const settings = (over: Partial<GravityzoneSettings> = {}): GravityzoneSettings => ({
  ...gravityzoneSettingsSchema.parse({ level: 'automatic', handling: 'automatic' }),
  ...over,
});

export const planInput = (over: Partial<PlanInput> = {}): PlanInput => ({
  settings: settings(),
  root,
  evidence: { sites: { proves: true }, companies: { proves: true } },
  sites: [],
  tree: [],
  associations: [],
  exclusions: new Map(),
  companyChecks: new Map(),
  siteChecks: new Map(),
  knownEvents: [],
  refusals: [],
  links: [],
  ownPackages: [],
  variables: new Map(),
  locked: { siteUids: new Set(), companyIds: new Set(), companyNameKeys: new Set() },
  nowAt: Date.UTC(2026, 10, 23),
  ...over,
});
