import { callApi } from '../../cli/call-api.ts';
import { LaunchError } from '../launch-error.ts';
import {
  decideMatches,
  type ListedMatch,
  type MatchWish,
  readMatches,
  type ReviewedMatch,
  tryChoice,
  type TriedChoice,
} from './decide-matches.ts';
import { deviceWishes, organizationWishes } from './match-wishes.ts';
import { enrolNewClient, type NewClient } from './new-client.ts';
import type { DemoParts } from './parts.ts';
import { readState } from './sandbox-control.ts';
import { type Person, type Run, sync, untilAnswered } from './sync.ts';
import type { Tell, Telling } from './tell.ts';

/** The third act: organizations and devices matched in IT Glue, by rule and by a person. */
export interface ThirdAct {
  readonly newClient: NewClient;
  readonly matched: Run;
  /** The run after all was decided: it fills in fields of what a person matched. */
  readonly filled: Run;
  /** The creation of the new client's organization, as it was refused first. */
  readonly refusedCreation: TriedChoice;
  readonly decided: readonly ReviewedMatch[];
  /** The new client's devices, created in one decision as far as they may be. */
  readonly bulk: readonly ReviewedMatch[];
}

/** Connects IT Glue, which asks for the run that reads and matches. */
export async function connectItglue(
  person: Person,
  { sandbox }: DemoParts,
  siteName: string,
  tell: Tell,
): Promise<{ newClient: NewClient; connected: Run }> {
  const newClient = await tell('Enrolling a new client', async ({ done }) => {
    const enrolled = await enrolNewClient(sandbox.control, siteName);
    done(`At Datto RMM, site “${siteName}” gets its devices; IT Glue knows nothing of it`);
    return enrolled;
  });
  const { requestId } = await tell('Connecting IT Glue', async ({ done }) => {
    const json = { ...sandbox.ready.itglue, organizationSource: 'datto-rmm-sites' } as const;
    const saved = await callApi(person.client.v1.connections.itglue.$put({ json }));
    done('Connected IT Glue: key tested and sealed; Datto RMM sites are matched to organizations');
    return saved;
  });
  if (requestId === null) throw new LaunchError('Connecting IT Glue asked for no run.');
  const connected = await tell('Reading IT Glue and all devices', async (telling) => {
    const run = await untilAnswered(person, requestId, telling);
    telling.done(`Sync: ${run.status}. ${matchedText(run)}; the first run writes nothing there`);
    return run;
  });
  return { newClient, connected };
}

/** Decides as a person would on what a run leaves, through the API and nothing else. */
export async function playThirdAct(
  person: Person,
  control: string,
  newClient: NewClient,
  tell: Tell,
): Promise<ThirdAct> {
  const ofOrganizations = await tell('Deciding on organizations', (telling) =>
    decideOnOrganizations(person, control, newClient, telling),
  );
  const matched = await tell('Syncing', async (telling) => {
    const run = await sync(person, telling);
    telling.done(
      `Sync: ${run.status}. ${matchedText(run)}, inside what a person matched; ${filledText(run)}`,
    );
    return run;
  });
  const ofDevices = await tell('Deciding on devices', (telling) =>
    decideOnDevices(person, control, newClient, telling),
  );
  const filled = await tell('Syncing', async (telling) => {
    const run = await sync(person, telling);
    telling.done(`Sync: ${run.status}. Of what a person matched, ${filledText(run)}`);
    return run;
  });
  return {
    newClient,
    matched,
    filled,
    refusedCreation: ofOrganizations.refusedCreation,
    decided: [...ofOrganizations.decided, ...ofDevices.decided],
    bulk: ofDevices.bulk,
  };
}

async function decideOnOrganizations(
  person: Person,
  control: string,
  { siteUid, siteName }: NewClient,
  { done }: Telling,
): Promise<Pick<ThirdAct, 'refusedCreation' | 'decided'>> {
  const { organizations } = await readMatches(person);
  const match = organizations.find(({ sourceId }) => sourceId === siteUid);
  if (match === undefined) throw new LaunchError(`Site “${siteName}” is not listed for matching.`);
  const refusedCreation = await tryChoice(person, { match, choice: { do: 'create' } });
  const despite = refusedCreation.lookAlikes.map(({ id }) => id);
  const wishes: MatchWish[] = [
    ...organizationWishes(await readState(control), organizations),
    { match, choice: { do: 'create', despite } },
  ];
  const decided = await decideMatches(person, wishes);
  const of = (verb: MatchWish['choice']['do']) =>
    decided.filter(({ choice, state }) => choice.do === verb && state === 'done').length;
  done(
    `A person decided on organizations: ${of('accept')} suggestions accepted, ${of('to')} matched by hand, ${of('ignore')} ignored, ${of('create')} created after a look at its look-alike`,
  );
  return { refusedCreation, decided };
}

async function decideOnDevices(
  person: Person,
  control: string,
  { siteUid, siteName }: NewClient,
  { done }: Telling,
): Promise<Pick<ThirdAct, 'decided' | 'bulk'>> {
  const { devices } = await readMatches(person);
  const decided = await decideMatches(person, deviceWishes(await readState(control), devices));
  const isLeft = ({ organization, state }: ListedMatch) =>
    organization?.sourceId === siteUid && state === 'unmatched';
  const create: MatchWish['choice'] = { do: 'create' };
  const bulk = await decideMatches(
    person,
    devices.filter(isLeft).map((match) => ({ match, choice: create })),
  );
  const created = bulk.filter(({ state }) => state === 'done').length;
  done(
    `A person decided on ${decided.length} devices, and had ${created} configurations of “${siteName}” created in one go`,
  );
  return { decided, bulk };
}

function matchedText({ counts }: Run): string {
  const { organizations = 0, devices = 0 } = counts?.itglue?.newlyMatched ?? {};
  return `${organizations} organizations and ${devices} devices matched by rule`;
}

function filledText({ counts }: Run): string {
  const updated = counts?.itglue?.updated ?? 0;
  return `${updated} configurations got a serial or address that they lacked`;
}
