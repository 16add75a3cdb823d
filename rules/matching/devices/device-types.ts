/** A device of Datto RMM, with what its audit and its network interfaces say (spec 4.1). */
export interface SourceDevice {
  uid: string;
  siteUid: string;
  /** Its source organization: a site or an Autotask company. Nothing where its site has no company. */
  sourceId: string | null;
  /** `device`, `printer`, `esxihost` and whatever else Datto RMM has (datto-rmm.md, 5.3). */
  deviceClass: string;
  name: string | null;
  hostname: string | null;
  serial: string | null;
  manufacturer: string | null;
  model: string | null;
  interfaces: readonly DeviceInterface[];
  /** Epoch milliseconds. */
  lastSeenAt: number | null;
}

export interface DeviceInterface {
  mac: string | null;
  /** Of an interface with several, the first. */
  ip: string | null;
  name?: string | null;
  /** The one that the device is reached by: see `withPrimary`. */
  primary?: boolean;
}

/** A configuration of IT Glue. */
export interface Configuration {
  id: string;
  name: string;
  organizationId: string;
  hostname: string | null;
  serial: string | null;
  primaryMac: string | null;
  /** Of its other interfaces; the primary one may be among them. */
  macs: readonly string[];
  manufacturer: string | null;
  archived: boolean;
}

/** A match as it stands. */
export interface DeviceMatch {
  deviceUid: string;
  configurationId: string;
  /** `created`: by a person's order, so a person's match too. */
  origin: 'rule' | 'person' | 'created';
  /** What was known when the match was last judged; what is left out is not compared. */
  siteUid?: string;
  sourceId?: string | null;
  deviceName?: string;
  configurationName?: string;
}

export interface DeviceMatchingInput {
  /** All devices of the account, each uid once: what is seen twice counts wherever it is seen. */
  devices: readonly SourceDevice[];
  /** All configurations of the account, each id once, the archived ones with them. */
  configurations: readonly Configuration[];
  /** Source organization to IT Glue organization: the matches that hold. */
  organizationMatches: ReadonlyMap<string, string>;
  /** Names of IT Glue organizations, for sentences. */
  organizationNames?: ReadonlyMap<string, string>;
  matches: readonly DeviceMatch[];
  /** Uids of devices that a person ignored. */
  ignored: ReadonlySet<string>;
  /** By device uid, the configurations that a person rejected or took back. */
  notMatches: ReadonlyMap<string, ReadonlySet<string>>;
}

/** How an automatic match came about, in the order of spec 4.3. */
export type MatchRule = 'primary-mac-and-serial' | 'primary-mac' | 'mac' | 'serial';

/** A configuration that a device may be matched to, with why, in words. */
export interface DeviceCandidate {
  id: string;
  name: string;
  /** 0 to 1. It orders the candidates and decides nothing. */
  score: number;
  likelihood: 'likely' | 'possible';
  reasons: string[];
  /** What to look out for: "archived", "also wanted by RECEPTION". */
  flags: string[];
}

export interface DeviceNote {
  code:
    | 'renamed'
    | 'archived'
    | 'gone'
    | 'elsewhere'
    | 'moved'
    | 'contradicted'
    | 'organization-unmatched';
  sentence: string;
}

/** What matching makes of one device. */
export type DeviceVerdict = {
  deviceUid: string;
  /** What a person may accept. The best comes first. */
  suggestions: DeviceCandidate[];
  /** What keeps it from being matched by itself, in words. */
  conflicts: string[];
  /** What has become of its match, or what else to know of it. */
  notes: DeviceNote[];
} & (
  | { state: 'matched-by-rule'; configurationId: string; rule: MatchRule; reasons: string[] }
  /**
   * It was matched before and stays so. Not `sound`: its configuration is gone or elsewhere, or its
   * facts contradict a rule's match; the notes say which. By such a match nothing is written, and only
   * a person changes it.
   */
  | { state: 'matched'; configurationId: string; origin: DeviceMatch['origin']; sound: boolean }
  | { state: 'suggested' }
  | { state: 'conflict' }
  /** Its configurations sit in another organization: never matched by itself. */
  | { state: 'elsewhere'; configurationIds: string[] }
  /** Its source organization is matched to none, or it has none. */
  | { state: 'in-no-matched-organization' }
  | { state: 'ignored' }
  | { state: 'none' }
);

export interface DeviceMatching {
  /** One a device, by uid. */
  verdicts: DeviceVerdict[];
  /** Matches whose device is not in the account any more. */
  withoutDevice: DeviceMatch[];
}
