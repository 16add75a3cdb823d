import { type Answer, type ApiClient, createApiClient } from '../../api/client.ts';
import { callApi } from '../../cli/call-api.ts';
import { LaunchError } from '../launch-error.ts';
import { callsBoundOf } from './calls-bound.ts';
import { type ListedMatch, readMatches } from './decide-matches.ts';
import { historyLengths } from './history-lengths.ts';
import { type Mapping, mappingRows, saveMapping } from './mapping.ts';
import type { DemoParts } from './parts.ts';
import { type DemoEvent, playSecondAct, readEvents, type SecondAct } from './second-act.ts';
import { type LoggedCall, readLog, readState, type SandboxState } from './sandbox-control.ts';
import { type Person, type Run, sync, untilAnswered } from './sync.ts';
import type { Tell, Telling } from './tell.ts';
import { connectItglue, playThirdAct, type ThirdAct } from './third-act.ts';

type Site = Answer<ApiClient['v1']['sites']['$get']>['sites'][number];
type Write = Answer<ApiClient['v1']['writes']['$get']>['writes'][number];

/** All that happened in the demo, as the API tells it and as the sandbox saw it. */
export interface Story {
  readonly tenant: { readonly id: string; readonly name: string };
  readonly runs: {
    readonly first: Run;
    readonly held: Run;
    readonly allowed: Run;
    /** The first that read IT Glue. */
    readonly connected: Run;
    readonly steady: Run;
  };
  readonly mapping: Mapping;
  readonly secondAct: SecondAct;
  readonly thirdAct: ThirdAct;
  /** The associated sites, and the writes that took effect. */
  readonly sites: readonly Site[];
  readonly writes: readonly Write[];
  /** Every event that came up, as it stands at the end. */
  readonly events: readonly DemoEvent[];
  /** What is matched in IT Glue, as it stands at the end. */
  readonly organizations: readonly ListedMatch[];
  readonly devices: readonly ListedMatch[];
  /** Events in the history of each workflow, by workflow id. */
  readonly historyLengths: Readonly<Record<string, number>>;
  readonly steady: { readonly calls: number; readonly bound: number };
  /** What the vendors hold at the end, and every request by the part of the demo that made it. */
  readonly state: SandboxState;
  readonly log: Readonly<Record<DemoPart, readonly LoggedCall[]>>;
}

/** The parts of the demo that call the vendors. */
export type DemoPart =
  'first' | 'mapping' | 'held' | 'allowed' | 'secondAct' | 'connected' | 'thirdAct' | 'steady';

const mostRows = '500';

/** Goes through the demo as an Administrator would, through the API and nothing else. */
export async function playStory(parts: DemoParts, tell: Tell, signal: AbortSignal): Promise<Story> {
  const { control } = parts.sandbox;
  const nextCalls = logReader(control);
  const { tenant, ...signedIn } = await signIn(parts, tell);
  const client = createApiClient({ baseUrl: parts.product.api, token: signedIn.token });
  const person: Person = { client, signal };

  const first = await firstRun(person, parts, tell);
  const firstCalls = await nextCalls();
  const mapping = await tell('Saving a mapping', async (telling) => {
    const rows = mappingRows(await readState(control));
    const saved = await saveMapping(person, rows, telling);
    telling.done(
      `Mapping of ${saved.rows.length} sites that only a person can decide: ${saved.state}`,
    );
    return saved;
  });
  const mappingCalls = await nextCalls();
  await tell('Changing settings', async ({ done }) => {
    const values = { 'gravityzone.level': 'automatic', 'gravityzone.handling': 'automatic' };
    await callApi(client.v1.settings.$put({ json: { values } }));
    done('Settings: Automatic inventory synchronization, handling Automatic');
  });
  const held = await tell('Syncing', async (telling) => {
    const run = await sync(person, telling);
    telling.done(`Sync: ${run.status}. ${run.hold?.sentence ?? ''}`);
    return run;
  });
  const heldCalls = await nextCalls();
  const allowed = await tell('Allowing the held run', (telling) => allow(person, telling));
  const allowedCalls = await nextCalls();
  const secondAct = await playSecondAct(person, control, tell);
  const secondActCalls = await nextCalls();
  const [newClientName] = secondAct.upheaval.arrived;
  const { newClient, connected } = await connectItglue(person, parts, newClientName, tell);
  const connectedCalls = await nextCalls();
  const thirdAct = await playThirdAct(person, control, newClient, tell);
  const thirdActCalls = await nextCalls();
  const steady = await tell('Syncing again', async (telling) => {
    const run = await sync(person, telling);
    telling.done(`Sync again: ${run.status}, ${run.calls.total} calls`);
    return run;
  });
  const log = {
    first: firstCalls,
    mapping: mappingCalls,
    held: heldCalls,
    allowed: allowedCalls,
    secondAct: secondActCalls,
    connected: connectedCalls,
    thirdAct: thirdActCalls,
    steady: await nextCalls(),
  };
  const runs = { first, held, allowed, connected, steady };
  return tell('Looking at what there is now', async ({ done }) => {
    const found = await lookAround(person, parts, tenant.id);
    done('Compared with what the sandbox holds and what it was sent');
    const managed = found.sites.filter(({ outOfScope }) => !outOfScope);
    const bound = callsBoundOf(found.state, managed.length, { withItglue: true });
    const steadyCalls = { calls: log.steady.length, bound };
    return { tenant, runs, mapping, secondAct, thirdAct, log, ...found, steady: steadyCalls };
  });
}

function signIn({ sandbox, product }: DemoParts, tell: Tell) {
  return tell('Signing in', async ({ done }) => {
    const { v1 } = createApiClient({ baseUrl: product.api });
    const json = { ...sandbox.ready.dattoRmm, name: 'Demo' };
    const signedIn = await callApi(v1.auth['sign-in']['datto-rmm'].$post({ json }));
    done(`Signed in to ${signedIn.tenant.name} with its Datto RMM key, as ${signedIn.role}`);
    return signedIn;
  });
}

/** Connects both sides, which asks for the run that reads their inventories. */
async function firstRun(person: Person, { sandbox }: DemoParts, tell: Tell): Promise<Run> {
  const { v1 } = person.client;
  const { dattoRmm, gravityzone } = sandbox.ready;
  const { requestId } = await tell('Connecting', async ({ done }) => {
    await callApi(v1.connections['datto-rmm'].$put({ json: dattoRmm }));
    const saved = await callApi(v1.connections.gravityzone.$put({ json: gravityzone }));
    done('Connected Datto RMM and GravityZone: both keys tested and sealed');
    return saved;
  });
  if (requestId === null) throw new LaunchError('Connecting asked for no run.');
  return tell('Reading both inventories', async (telling) => {
    const run = await untilAnswered(person, requestId, telling);
    telling.done(
      `First run: ${run.status}, ${run.counts?.sites ?? 0} managed sites; at Monitor & report it writes nothing`,
    );
    return run;
  });
}

/** What there is at the end, by the API, by Temporal and by the sandbox. */
async function lookAround(
  person: Person,
  { sandbox, product }: DemoParts,
  tenantId: string,
): Promise<
  Pick<
    Story,
    'sites' | 'writes' | 'events' | 'organizations' | 'devices' | 'state' | 'historyLengths'
  >
> {
  const { v1 } = person.client;
  const [{ sites }, { writes }, events, matches, state, lengths] = await Promise.all([
    callApi(v1.sites.$get({ query: { filter: 'associated', limit: mostRows } })),
    callApi(v1.writes.$get({ query: { all: 'true', limit: mostRows } })),
    readEvents(person),
    readMatches(person),
    readState(sandbox.control),
    historyLengths(product.environment, tenantId, person.signal),
  ]);
  const tookEffect = writes.filter((write) => write.state === 'done');
  return { sites, writes: tookEffect, events, ...matches, state, historyLengths: lengths };
}

/** Allows the open hold once, and waits for the run that carries it out. */
async function allow(person: Person, telling: Telling): Promise<Run> {
  const { v1 } = person.client;
  const { holds } = await callApi(v1.holds.$get({ query: {} }));
  const open = holds.find(({ state }) => state === 'open');
  if (open === undefined) throw new LaunchError('No run is held, so there is nothing to allow.');
  const { requestId } = await callApi(
    v1.holds[':id'].$post({ param: { id: open.id }, json: { decision: 'allow', why: 'demo' } }),
  );
  if (requestId === null) throw new LaunchError('Allowing the hold asked for no run.');
  const run = await untilAnswered(person, requestId, telling);
  const outcome = `${run.status}, ${run.counts?.associations ?? 0} associations now.`;
  telling.done(['Allowed once by an Administrator:', outcome, ...run.notes].join(' '));
  return run;
}

/** Gives the requests that the sandbox got since it was last asked. */
function logReader(control: string): () => Promise<readonly LoggedCall[]> {
  let last = 0;
  return async () => {
    const read = await readLog(control, last);
    last = read.last;
    return read.entries;
  };
}
