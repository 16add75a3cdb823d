import type { CompanyId, SiteUid } from '../identity.ts';
import type { Association, InstallationLink, OwnPackage, VariableState } from './associations.ts';
import type { RootCompany, TreeNode } from './company-tree.ts';
import type { Verdict } from './evidence.ts';
import type { Problem } from './problems.ts';
import type { Exclusions, SourceSite } from './scope.ts';
import type { GravityzoneSettings } from './settings.ts';

/** A name that GravityZone refused for a new company, kept as a fact. */
export interface Refusal {
  name: string;
  nameKey: string;
  /** {@link creationSettingsHash} of the settings it was tried with. */
  settingsHash: string;
  /** Epoch milliseconds. */
  refusedAt: number;
  /** GravityZone's own words. */
  text: string;
}

/** What an action under way holds: nothing here is planned or judged until it is done. */
export interface LockedSubjects {
  siteUids: ReadonlySet<SiteUid>;
  companyIds: ReadonlySet<CompanyId>;
  /** Name keys of companies whose creation is under way. */
  companyNameKeys: ReadonlySet<string>;
}

/** What was read and recorded of a tenant. The order of rows makes no difference. */
export interface Inventory {
  settings: GravityzoneSettings;
  root: RootCompany;
  sites: readonly SourceSite[];
  tree: readonly TreeNode[];
  associations: readonly Association[];
  exclusions: Exclusions;
  /**
   * Nothing if they could not be read. Only what is in them counts: that a link is not there is never
   * a reason to write, since packages are read again by company before one is made.
   */
  links: readonly InstallationLink[] | undefined;
  ownPackages: readonly OwnPackage[];
  /** A site without an entry is unread. */
  variables: ReadonlyMap<SiteUid, VariableState>;
  locked: LockedSubjects;
}

/** Everything that a plan is made from. */
export interface PlanInput extends Inventory {
  evidence: { sites: Verdict; companies: Verdict };
  refusals: readonly Refusal[];
  /** Epoch milliseconds. */
  nowAt: number;
}

/** What a person is shown of one side of a change. */
export interface PlanSide {
  company: string | null;
  package: string | null;
  variable: string | null;
}

interface ItemCommon {
  siteUid: SiteUid;
  siteName: string;
  /** SHA-256 of what was observed and is to be done: a permit or a hold covers exactly this. */
  factsHash: string;
  /** The variable must be read before the plan is carried out; it was not. */
  needsVariable: boolean;
  before: PlanSide;
  after: PlanSide;
  calls: PlanCalls;
}

export type PlanItem =
  | (ItemCommon & {
      kind: 'create-company';
      effect: 'adds';
      companyName: string;
      prefixed: boolean;
    })
  | (ItemCommon & {
      kind: 'associate';
      effect: 'adds';
      companyId: CompanyId;
      companyName: string;
      prefixed: boolean;
      /** Type, suspension or manageability is not known: read it by id, and leave it if it is not fit. */
      needsDetails: boolean;
    })
  | (ItemCommon & {
      kind: 'complete';
      effect: 'finishes';
      companyId: CompanyId;
      companyName: string;
      missing: ('package' | 'variable')[];
    });

/** A site that the settings leave to a person. */
export interface WaitingSite {
  kind: 'to-be-created' | 'to-be-associated';
  siteUid: SiteUid;
  siteName: string;
  companyId: CompanyId | null;
  companyName: string;
}

export interface PlanNote {
  code: 'writes-nothing' | 'under-way';
  siteUid: SiteUid | null;
  sentence: string;
}

/** Requests, as an estimate. */
export interface PlanCalls {
  dattoRmm: number;
  gravityzone: number;
}

export interface PlanCounts {
  /** Managed sites. */
  sites: number;
  associated: number;
  /** Associations of sites that are on-demand now or in no listing: nothing is done to them. */
  outOfScope: number;
  excluded: number;
  create: number;
  associate: number;
  complete: number;
  waiting: number;
  problems: number;
}

/** What a run would do: plain data, the same for a preview and a run (spec 5.1). */
export interface Plan {
  /** In the order in which they are carried out: what associates comes before what creates. */
  items: PlanItem[];
  waiting: WaitingSite[];
  problems: Problem[];
  notes: PlanNote[];
  /** What to read before the items are carried out, after which the plan is made once more. */
  needs: { variablesOf: SiteUid[]; detailsOf: CompanyId[] };
  counts: PlanCounts;
  calls: PlanCalls;
}
