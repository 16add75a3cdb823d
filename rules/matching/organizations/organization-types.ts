/** A site or an Autotask company. */
export interface Source {
  readonly id: string;
  readonly name: string;
  readonly autotaskCompanyId: string | null;
  /** It is listed, and never matched by itself: where companies are matched, a site without one. */
  readonly withoutCompany?: boolean;
}

/** An organization of IT Glue. */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly archived: boolean;
  /** Its status by name, where it has one: "Active", "Inactive". */
  readonly status: string | null;
  /** The Autotask companies that IT Glue ties it to, as far as that is known. */
  readonly autotaskCompanyIds: readonly string[];
  /** Where it is known. */
  readonly city: string | null;
}

/** A match that stands. Several sources may share an organization. */
export interface OrganizationMatch {
  readonly sourceId: string;
  readonly destinationId: string;
  readonly origin: 'rule' | 'person' | 'created';
  /** The names when it was matched. */
  readonly sourceName: string;
  readonly destinationName: string;
}

export interface Pair {
  readonly sourceId: string;
  readonly destinationId: string;
}

/** How many of a source's devices are found in an organization's configurations. */
export interface DeviceAgreement extends Pair {
  readonly agree: number;
  readonly of: number;
}

export interface OrganizationMatchingInput {
  readonly sources: readonly Source[];
  /** All of them, archived and inactive ones too: they are namesakes all the same. */
  readonly organizations: readonly Organization[];
  readonly matches: readonly OrganizationMatch[];
  /** Sources that a person set aside. */
  readonly ignored: ReadonlySet<string>;
  /** Pairs that a person rejected or took apart. */
  readonly apart: readonly Pair[];
  readonly agreements: readonly DeviceAgreement[];
}

export interface OrganizationCandidate {
  readonly id: string;
  readonly name: string;
  /** 0 to 1. It orders candidates and decides nothing. */
  readonly score: number;
  readonly likelihood: 'likely' | 'possible';
  readonly reasons: string[];
  /** What to look out for: "also wanted by “Acme South”", "inactive". */
  readonly flags: string[];
}

export interface OrganizationNote {
  readonly code: 'renamed' | 'archived' | 'gone';
  readonly sentence: string;
}

/** What is made of a source. */
export type OrganizationVerdict = {
  readonly sourceId: string;
  /** What a person may accept. The best comes first. */
  readonly suggestions: OrganizationCandidate[];
  /** What keeps it from being matched by itself, in words. */
  readonly conflicts: string[];
  /** What has become of its match. */
  readonly notes: OrganizationNote[];
} & (
  | {
      readonly state: 'matched-by-rule';
      readonly destinationId: string;
      readonly reasons: string[];
    }
  | { readonly state: 'matched'; readonly destinationId: string }
  /** Its organization is not in IT Glue any more: only a person changes the match. */
  | { readonly state: 'broken'; readonly destinationId: string }
  | { readonly state: 'ignored' }
  | { readonly state: 'suggested' }
  | { readonly state: 'none' }
);
