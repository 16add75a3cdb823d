import { badUsage } from './cli-error.ts';
import type { ListedMatch } from './match-rows.ts';

/** What can be decided of a source organization or a device (spec 6). */
const matchVerbs = ['accept', 'reject', 'to', 'create', 'ignore', 'unignore', 'revert'] as const;
export type MatchVerb = (typeof matchVerbs)[number];

/** What `sitesync match` was given. */
export type MatchOptions = { [Verb in Exclude<MatchVerb, 'to'>]?: true } & {
  to?: string;
  suggestion?: string;
  name?: string;
  /** Look-alikes by id; `true` where there was nothing but something to look at. */
  despite?: string[] | true;
  kind?: ListedMatch['kind'];
  of?: string;
  all?: true;
  search?: string;
};

/** The one decision that is meant, if all that was given goes together. @throws {CliError} bad usage */
export function matchVerbOf(items: readonly string[], options: MatchOptions): MatchVerb {
  const verb = onlyVerb(options);
  checkOptions(verb, items, options);
  return verb;
}

function onlyVerb(options: MatchOptions): MatchVerb {
  const given = matchVerbs.filter((verb) => options[verb] !== undefined);
  const [verb] = given;
  if (verb !== undefined && given.length === 1) return verb;
  throw badUsage(
    'Give one of --accept, --reject, --to ID, --create, --ignore, --unignore or --revert.',
  );
}

function checkOptions(verb: MatchVerb, items: readonly string[], options: MatchOptions): void {
  const { all, name, despite, suggestion, search } = options;
  if (all === true && items.length > 0) throw badUsage('Name items or give --all, not both.');
  if (!all && items.length === 0) {
    throw badUsage('Name an organization or a device (its name or id), or give --all.');
  }
  if (search !== undefined && !all) throw badUsage('--search goes with --all.');
  if (all && verb === 'to')
    throw badUsage('--to matches the items that are named; it takes no --all.');
  if (name !== undefined && verb !== 'create') throw badUsage('--name goes with --create.');
  if (despite !== undefined && verb !== 'create') throw badUsage('--despite goes with --create.');
  if (suggestion !== undefined && verb !== 'accept' && verb !== 'reject') {
    throw badUsage('--suggestion goes with --accept or --reject.');
  }
  const ofOne = name !== undefined || despite !== undefined || suggestion !== undefined;
  if (ofOne && (all === true || items.length !== 1)) {
    throw badUsage('--name, --despite and --suggestion are for one item at a time.');
  }
}
