import type { CompanyId, PackageId, SiteUid } from '../identity.ts';
import type { Association, InstallationLink, OwnPackage, VariableState } from './associations.ts';
import type { RootCompany, TreeNode } from './company-tree.ts';
import type { Verdict } from './evidence.ts';
import type { DetectedEvent, EventType, KnownEvent } from './events/event-types.ts';
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

/** What GravityZone says of a company by its id. */
export interface CompanyCheck {
  sight: 'there' | 'not-found' | 'not-authorized';
  /** Whether the association's package can be read by its id; null where it was not asked. */
  packageReadable: boolean | null;
  /** Endpoints in the company; null where they were not counted. */
  endpoints: number | null;
}

/** What Datto RMM says of a site by its uid. */
export type SiteCheck = 'there' | 'gone' | 'not-authorized';

/** Everything that a plan is made from. */
export interface PlanInput extends Inventory {
  evidence: { sites: Verdict; companies: Verdict };
  /** By-id reads of this run; a company or site without an entry was not read. */
  companyChecks: ReadonlyMap<CompanyId, CompanyCheck>;
  siteChecks: ReadonlyMap<SiteUid, SiteCheck>;
  /** Events on record. */
  knownEvents: readonly KnownEvent[];
  refusals: readonly Refusal[];
  /** Epoch milliseconds. */
  nowAt: number;
}

/** What a person is shown of one side of a change. */
export interface PlanSide {
  company: string | null;
  package: string | null;
  variable: string | null;
  /** The partner it is under; left out where nothing about it changes. */
  parent?: string | null;
}

interface ItemCommon {
  siteUid: SiteUid;
  siteName: string;
  /** The event that it handles; nothing for what no event stands for. */
  event: EventType | null;
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
    })
  | (ItemCommon & {
      kind: 'move';
      effect: 'changes';
      companyId: CompanyId;
      companyName: string;
      fromId: CompanyId;
      toId: CompanyId;
    })
  | (ItemCommon & {
      kind: 'recreate';
      effect: 'changes';
      /** The company that is gone. */
      replacesId: CompanyId;
      companyName: string;
      prefixed: boolean;
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
  move: number;
  recreate: number;
  events: number;
  waiting: number;
  problems: number;
}

/** What a run would do: plain data, the same for a preview and a run (spec 5.1). */
export interface Plan {
  /** In the order in which they are carried out: what associates comes before what creates. */
  items: PlanItem[];
  /** Every discrepancy found, whether or not the run handles it. */
  events: DetectedEvent[];
  /** Sites nothing was decided about: their events neither come nor go. */
  undecided: SiteUid[];
  waiting: WaitingSite[];
  problems: Problem[];
  notes: PlanNote[];
  /** What to read before the items are carried out, after which the plan is made once more. */
  needs: {
    variablesOf: SiteUid[];
    /** Type, suspension and manageability, before associating. */
    detailsOf: CompanyId[];
    /** Associated companies that the tree lacks, or whose site is missing: by-id evidence. */
    checksOf: { companyId: CompanyId; packageId: PackageId | null; countEndpoints: boolean }[];
    /** Associated sites that the listing lacks. */
    siteChecksOf: SiteUid[];
  };
  counts: PlanCounts;
  calls: PlanCalls;
  /** How long the items take at the vendors' limits, rounded up. */
  minutes: number;
}
