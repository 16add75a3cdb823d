import type { FieldChange } from './owned-field-changes.ts';

/** A source organization that a run would match to an organization by rule (spec 4.2). */
export interface MatchOrganizationItem {
  kind: 'match-organization';
  sourceId: string;
  sourceName: string;
  siteUid: string;
  organizationId: string;
  organizationName: string;
  /** Why, in words. */
  reasons: string[];
  factsHash: string;
}

/** A device that a run would match to a configuration by rule (spec 4.3). */
export interface MatchDeviceItem {
  kind: 'match-device';
  deviceUid: string;
  deviceName: string;
  siteUid: string;
  /** Its source organization. */
  sourceId: string;
  configurationId: string;
  configurationName: string;
  /** Why, in words. */
  reasons: string[];
  factsHash: string;
}

/** A matched configuration whose fields a run would write (spec 4.4). */
export interface UpdateConfigurationItem {
  kind: 'update-configuration';
  deviceUid: string;
  deviceName: string;
  siteUid: string;
  configurationId: string;
  configurationName: string;
  /** The organization that the configuration is in. */
  organizationId: string;
  organizationName: string;
  /** Field by field, before and after. */
  changes: FieldChange[];
  factsHash: string;
}

/** What a run does by itself for a match: nothing is created, archived or un-matched. */
export type MatchPlanItem = MatchOrganizationItem | MatchDeviceItem;

/** One thing that a run would do of IT Glue. Only updates are written there. */
export type ItgluePlanItem = MatchPlanItem | UpdateConfigurationItem;
