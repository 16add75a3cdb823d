import type { EventAction, EventType } from '../../rules/gravityzone/events/event-types.ts';
import type { EventChoice } from '../../rules/gravityzone/events/event-decision.ts';
import type { CompanyId } from '../../rules/identity.ts';
import type { SwitchName } from '../../sandbox/switches/switches.ts';
import type { FindingName } from './cases.ts';
import type { ChangeName } from './changes.ts';

/*
 * The words in which a case is written. "Abc" stands for the case's own name throughout: of its site
 * unless the change says otherwise, of its company, in its effects and in its end.
 */

/** Synchronization level and event handling, in the order of the columns of a case's `runs`. */
export const columns = [
  ['monitor-report', 'automatic'],
  ['monitor-report', 'manual'],
  ['monitor-handle', 'automatic'],
  ['monitor-handle', 'manual'],
  ['automatic', 'automatic'],
  ['automatic', 'manual'],
] as const;
/** Automatic inventory synchronization, handling Automatic: where a run may do most. */
export const mostColumn = 4;
export type Level = (typeof columns)[number][0];
export type Handling = (typeof columns)[number][1];

/** What two runs, one after the other, do with what was found. */
export type RunDoes =
  /** No event, no effect. */
  | 'nothing'
  /** No event, no effect; the plan lists the site as to be created. */
  | 'lists'
  /** An event that stays open; no effect. */
  | 'waits'
  /** An event that the first run handles; the second finds nothing. */
  | 'handles'
  /** An event that waits in the first run, and that the second handles. */
  | 'handles-when-seen-twice'
  /** No event, no effect; the run tells a problem. */
  | 'tells'
  /** No event: the first run creates a company and associates it. */
  | 'creates';
export type SixCells = readonly [RunDoes, RunDoes, RunDoes, RunDoes, RunDoes, RunDoes];

/** How a site stands in the end, by the sandbox's true store and our association. */
export interface End {
  /** Every company with "Abc" in its name; where it is, if not directly under the root. */
  companies: readonly string[];
  /** The associated company's name; `gone` if it is no more; null without an association. */
  associated: string | null;
  /**
   * `ready`: the company has one package of ours, whose link the site's variable holds. `stale`: the
   * variable holds another link. `none`: there is no variable.
   */
  link: 'ready' | 'stale' | 'none';
}

/** What handles an event: effects at the vendors in their order, and how the site stands then. */
export interface Handled {
  effects: readonly string[];
  end: End;
}

export type Settings = Partial<Record<SwitchName, string>>;

/** Where vendors that behave as the switches say lead to something else. */
export interface Otherwise {
  /** All of these are in force. */
  when: Settings;
  /** For the README: how the vendor behaves, and what happens then. */
  says?: { vendor: string; happens: string };
}

/** A discrepancy, and what runs do with it. */
export interface Finding {
  /** Null for what is no event, or not yet. */
  event: EventType | null;
  /** For the README; a variant has none: it is played where a run may do most, and with switches. */
  found: string | null;
  change: ChangeName;
  runs: SixCells;
  /** How the site stands as long as nobody handles it. */
  before: End;
  /** What a run does where it handles it, in the README's words and as the tests look for it. */
  handled?: Handled & { says: string };
  otherwise?: readonly (Otherwise & {
    event?: EventType;
    /** At Automatic inventory synchronization with handling Automatic. */
    runs: RunDoes;
    handled?: Handled;
    before?: End;
  })[];
}

/** Who is meant where a person names a company. */
export interface ChoiceContext {
  name: string;
  /** Id of the company of this name; "Abc" stands for the case's own. */
  companyId: (name: string) => CompanyId;
}

/** What an operator decides on an event, and what comes of it, at every level and handling. */
export interface Decision extends Handled {
  finding: FindingName;
  action: EventAction | 'ignore';
  choice: (context: ChoiceContext) => EventChoice;
  /** For the README; a variant has none: it is played where a run may do most, and with switches. */
  says: string | null;
  /** The event afterwards: `open` where the decision could not be carried out. */
  state: 'handled' | 'ignored' | 'open';
  otherwise?: readonly (Otherwise & Partial<Handled> & { state?: 'handled' | 'open' })[];
}
