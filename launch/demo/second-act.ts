import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, ApiClient } from '../../api/client.ts';
import { callApi } from '../../cli/call-api.ts';
import { LaunchError } from '../launch-error.ts';
import { changeSandbox, readState, type SandboxState } from './sandbox-control.ts';
import { type Person, pollMs, type Run, sync } from './sync.ts';
import type { Tell, Telling } from './tell.ts';

/** An event with its decisions, as the API shows it. */
export type DemoEvent = Answer<ApiClient['v1']['events'][':id']['$get']>;
type EventType = DemoEvent['type'];
type Resolution = Parameters<
  ApiClient['v1']['events'][':id']['resolve']['$post']
>[0]['json']['action'];

/** What was changed at the vendors behind Sitesync's back. */
export interface Upheaval {
  readonly moved: AssociatedSite;
  readonly deleted: AssociatedSite;
  readonly renamed: AssociatedSite;
  /** The site was deleted, its company was not. */
  readonly sourceDeleted: AssociatedSite;
  /** The names of new sites whose company is there. */
  readonly arrived: typeof arrivals;
}

export interface AssociatedSite {
  readonly siteUid: string;
  readonly siteName: string;
  readonly companyId: string;
  readonly companyName: string;
}

/** What a person decided on an event, and what came of it. */
export interface Decided {
  readonly type: EventType;
  readonly siteName: string;
  readonly action: Resolution | 'ignore';
  readonly outcome: string;
}

/** The second act: the vendors change, runs and a person handle what follows from it. */
export interface SecondAct {
  readonly upheaval: Upheaval;
  readonly runs: { readonly found: Run; readonly recreated: Run };
  readonly decided: readonly Decided[];
}

const prefix = 'New';
/** New sites, with a company of their name, and of the prefix and their name. */
const arrivals = ['Kingfisher Veterinary Clinic', 'Marlow Street Opticians'] as const;
const partner = 'Northern Reseller Group';
const nameForTaken = 'Castle Hill Dental Practice (Sitesync)';
const why = 'demo';

/** Plays it through the sandbox's control interface and the API, and nothing else. */
export async function playSecondAct(
  person: Person,
  control: string,
  tell: Tell,
): Promise<SecondAct> {
  const upheaval = await tell('Changing things at the vendors', async ({ done }) => {
    const changed = await upset(person, control);
    done(
      'At the vendors, behind Sitesync’s back: a company moved, one deleted, one renamed; a site deleted, two added',
    );
    return changed;
  });
  const found = await tell('Syncing', async (telling) => {
    const run = await sync(person, telling);
    telling.done(`Sync: ${run.status}. ${eventsText(run)}`);
    return run;
  });
  const recreated = await tell('Syncing again', async (telling) => {
    const run = await sync(person, telling);
    telling.done(
      `Sync: ${run.status}. The deleted company was not found a second time, and is created anew`,
    );
    return run;
  });
  const decided = await tell('Deciding on the rest', async (telling) => {
    const all = await decideAll(person, control, upheaval, telling);
    telling.done(`A person decided on ${all.length} events`);
    return all;
  });
  return { upheaval, runs: { found, recreated }, decided };
}

/** Every event of the tenant, whatever its state. */
export async function readEvents({ client: { v1 } }: Person): Promise<DemoEvent[]> {
  const { events } = await callApi(v1.events.$get({ query: { state: 'all', limit: '500' } }));
  return Promise.all(events.map(({ id }) => callApi(v1.events[':id'].$get({ param: { id } }))));
}

function eventsText({ counts }: Run): string {
  const { open = 0, raised = 0, handled = 0 } = counts?.events ?? {};
  return `${raised} events raised, ${handled} handled by the run, ${open} open`;
}

/** Moves, deletes, renames and takes away what a first act has brought in step. */
async function upset({ client: { v1 } }: Person, control: string): Promise<Upheaval> {
  const { sites } = await callApi(
    v1.sites.$get({ query: { filter: 'associated', limit: '500', sort: 'name' } }),
  );
  const { gravityzone, sample } = await readState(control);
  const special = new Set(
    sample.branches
      .filter(({ branch }) => branch !== 'existingCompany' && branch !== 'noCompany')
      .map(({ siteUid }) => siteUid),
  );
  const plain = sites.filter(({ uid }) => !special.has(uid)).map(associatedSite);
  const [moved, deleted, renamed, sourceDeleted] = plain;
  if (!moved || !deleted || !renamed || !sourceDeleted) {
    throw new LaunchError('The first act left too few associations for the second.');
  }
  const rootId = gravityzone.rootCompanyId;
  const change = (body: { do: string } & Record<string, unknown>) => changeSandbox(control, body);
  const newParentId = await change({ do: 'gravityzone.createCompany', name: partner, type: 0 });
  await change({ do: 'gravityzone.moveCompany', companyId: moved.companyId, newParentId });
  await change({ do: 'gravityzone.deleteCompany', companyId: deleted.companyId });
  await change({
    do: 'gravityzone.renameCompany',
    companyId: renamed.companyId,
    name: `${renamed.companyName} (Head Office)`,
  });
  await change({ do: 'datto.deleteSite', siteUid: sourceDeleted.siteUid });
  for (const [arrival, company] of [
    [arrivals[0], arrivals[0]],
    [arrivals[1], `${prefix} ${arrivals[1]}`],
  ] as const) {
    await change({ do: 'datto.createSite', name: arrival });
    await change({ do: 'gravityzone.createCompany', name: company, parentId: rootId });
  }
  await callApi(
    v1.settings.$put({
      json: {
        values: { 'gravityzone.prefix': prefix, 'gravityzone.prefixForAssociation': 'true' },
      },
    }),
  );
  return { moved, deleted, renamed, sourceDeleted, arrived: arrivals };
}

type ListedSite = Answer<ApiClient['v1']['sites']['$get']>['sites'][number];

function associatedSite({ uid, name, association }: ListedSite): AssociatedSite {
  if (association === null) throw new LaunchError(`Site ${name} has no association.`);
  const { companyId, companyName } = association;
  return { siteUid: uid, siteName: name, companyId, companyName };
}

/** What a run leaves to a person, decided as an operator would. */
async function decideAll(
  person: Person,
  control: string,
  { sourceDeleted }: Upheaval,
  { note }: Telling,
): Promise<Decided[]> {
  const state = await readState(control);
  const where = (branch: string) => siteOf(state, branch);
  const wishes: readonly (readonly [EventType, string, Wish])[] = [
    [
      'destination-creation',
      where('nameTakenOutOfSight'),
      { action: 'create', name: nameForTaken },
    ],
    ['association-missing', where('companyUnderNestedPartner'), { action: 'associate' }],
    [
      'source-deleted',
      sourceDeleted.siteUid,
      { action: 'delete-company', name: sourceDeleted.companyName },
    ],
    ['association-missing', where('suspendedCompany'), 'ignore'],
  ];
  const decided: Decided[] = [];
  for (const [type, siteUid, wish] of wishes) {
    note(`${type} …`);
    decided.push(await decide(person, type, siteUid, wish));
  }
  return decided;
}

type Wish = 'ignore' | { action: Resolution; name?: string };

/** Finds the open event of a site, decides on what it shows, and waits for the outcome. */
async function decide(
  { client: { v1 }, signal }: Person,
  type: EventType,
  siteUid: string,
  wish: Wish,
): Promise<Decided> {
  const { events } = await callApi(v1.events.$get({ query: { site: siteUid, type } }));
  const [open] = events;
  if (open === undefined) throw new LaunchError(`There is no open event ${type} of ${siteUid}.`);
  const { occurrence, factsHash } = open;
  const param = { id: open.id };
  const { decisionId } =
    wish === 'ignore'
      ? await callApi(
          v1.events[':id'].ignore.$post({ param, json: { occurrence, factsHash, why } }),
        )
      : await callApi(
          v1.events[':id'].resolve.$post({ param, json: { ...wish, occurrence, factsHash, why } }),
        );
  for (;;) {
    const event = await callApi(v1.events[':id'].$get({ param }));
    const made = event.decisions.find(({ id }) => id === decisionId);
    if (made?.state === 'done' || made?.state === 'refused') {
      return {
        type,
        siteName: event.source.siteName,
        action: wish === 'ignore' ? 'ignore' : wish.action,
        outcome: made.state === 'done' ? 'done' : (made.outcome ?? 'refused'),
      };
    }
    await sleep(pollMs, undefined, { signal });
  }
}

function siteOf({ sample: { branches } }: SandboxState, branch: string): string {
  const found = branches.find((one) => one.branch === branch);
  if (found === undefined) throw new LaunchError(`The sandbox has no site "${branch}".`);
  return found.siteUid;
}
