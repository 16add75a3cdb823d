import { LaunchError } from '../launch-error.ts';
import type { ListedMatch, MatchWish } from './decide-matches.ts';
import type { MatchingCase, SandboxState } from './sandbox-control.ts';

/** A case of the sample, and what the API lists of it. */
interface Found {
  readonly match: ListedMatch;
  readonly organizationIds: readonly string[];
}

/** What a person who knows the clients decides of organizations that no rule may match. */
export function organizationWishes(
  state: SandboxState,
  organizations: readonly ListedMatch[],
): MatchWish[] {
  const all = (name: string): [Found, ...Found[]] => {
    const found = casesOf(state, name).flatMap(({ siteUid, organizationIds }) =>
      organizations
        .filter(({ sourceId }) => sourceId === siteUid)
        .map((match) => ({ match, organizationIds })),
    );
    const [first, ...rest] = found;
    if (first === undefined) throw new LaunchError(`No organization is listed for “${name}”.`);
    return [first, ...rest];
  };
  const first = (name: string) => all(name)[0];
  return [
    ...[first('acronym'), first('legalForm')].map((found) => to('accept', found)),
    ...[
      first('namesakeOrganizations'),
      ...all('severalSites'),
      // Matched by its name: its devices are in another organization, which is its own.
      first('psaBoundUnderOtherName'),
    ].map((found) => to('to', found)),
    { match: first('noOrganization').match, choice: { do: 'ignore' } },
  ];
}

/** What a person decides of devices that no rule may match. */
export function deviceWishes(state: SandboxState, devices: readonly ListedMatch[]): MatchWish[] {
  const listed = (uid: string | undefined): ListedMatch => {
    const match = devices.find(({ sourceId }) => sourceId === uid);
    if (match === undefined) throw new LaunchError(`Device ${uid ?? ''} is not listed.`);
    return match;
  };
  const [reimaged] = casesOf(state, 'reimagedMachine');
  const [configurationId = ''] = reimaged?.configurationIds ?? [];
  return [
    ...devices.flatMap(acceptedUnseen),
    // One machine, enrolled twice.
    {
      match: listed(reimaged?.deviceUids[0]),
      choice: { do: 'to', destinationId: configurationId },
    },
    { match: listed(reimaged?.deviceUids[1]), choice: { do: 'ignore' } },
  ];
}

/** Takes a suggestion that is likely, the only one, and has nothing to look out for. */
function acceptedUnseen(match: ListedMatch): MatchWish[] {
  const [best, ...others] = match.suggestions;
  const isClear =
    match.state === 'unmatched' &&
    best?.likelihood === 'likely' &&
    best.flags.length + others.length + match.conflicts.length === 0;
  return isClear ? [{ match, choice: { do: 'accept', destinationId: best.id } }] : [];
}

function to(choice: 'accept' | 'to', { match, organizationIds }: Found): MatchWish {
  // The sample has the right one first.
  const [destinationId = ''] = organizationIds;
  return { match, choice: { do: choice, destinationId } };
}

function casesOf({ sample: { matching } }: SandboxState, name: string): MatchingCase[] {
  return matching.filter((one) => one.case === name);
}
