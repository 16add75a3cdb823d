/** A behaviour that the vendor's pages leave open. */
export interface SwitchDefinition {
  /** The first is in force until another is set. */
  readonly settings: readonly [string, ...string[]];
  /** Where the pages leave it open. */
  readonly source: string;
}
