import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, ApiClient } from '../../api/client.ts';
import { callApi } from '../../cli/call-api.ts';
import { readPages } from '../../cli/read-pages.ts';
import { LaunchError } from '../launch-error.ts';
import { type Person, pollMs } from './sync.ts';

type V1 = ApiClient['v1'];
type Deciding = Parameters<V1['match-decisions']['$post']>[0]['json'];
type Decided = Answer<V1['match-decisions']['$post']>;

/** A source organization or a device with its match or suggestions, as the API lists it. */
export type ListedMatch = Answer<V1['organizations']['$get']>['matches'][number];
export type MatchChoice = Deciding['items'][number]['choice'];

/** What a person wants of a match that the API listed. */
export interface MatchWish {
  readonly match: ListedMatch;
  readonly choice: MatchChoice;
}

/** What became of a wish. */
export interface ReviewedMatch extends MatchWish {
  readonly state: Answer<V1['match-decisions'][':id']['$get']>['items'][number]['state'];
  readonly outcome: string;
}

/** What an item would do, or why it would be refused. */
export type TriedChoice = Decided['items'][number];

/** Says what would be done, and does nothing. */
export async function tryChoice(person: Person, wish: MatchWish): Promise<TriedChoice> {
  const { items } = await post(person, [wish], true);
  const [tried] = items;
  if (tried === undefined) throw new LaunchError(`Nothing is said of “${wish.match.name}”.`);
  return tried;
}

/** Decides on all at once, and waits until what was not refused is carried out. */
export async function decideMatches(
  person: Person,
  wishes: readonly MatchWish[],
): Promise<ReviewedMatch[]> {
  const { decisionId, refused } = await post(person, wishes, false);
  const carriedOut = decisionId === null ? [] : await untilCarriedOut(person, decisionId);
  return wishes.map((wish): ReviewedMatch => {
    const { sourceId } = wish.match;
    const refusal = refused.find((one) => one.sourceId === sourceId);
    if (refusal !== undefined) return { ...wish, state: 'refused', outcome: refusal.sentence };
    const item = carriedOut.find((one) => one.sourceId === sourceId);
    const outcome = item?.outcome ?? item?.problem ?? '';
    return { ...wish, state: item?.state ?? 'problem', outcome };
  });
}

/** Every source organization and every device, in whichever tab it is. */
export async function readMatches({
  client: { v1 },
}: Person): Promise<{ organizations: ListedMatch[]; devices: ListedMatch[] }> {
  const organizations = await readPages(
    undefined,
    (page) => callApi(v1.organizations.$get({ query: { tab: 'all', ...page } })),
    ({ matches }) => matches,
  );
  const devices = await readPages(
    undefined,
    (page) => callApi(v1.devices.$get({ query: { tab: 'all', ...page } })),
    ({ matches }) => matches,
  );
  return { organizations: organizations.rows, devices: devices.rows };
}

/** With the facts hash of what was on display: a decision on other facts is refused. */
function post(
  { client: { v1 } }: Person,
  wishes: readonly MatchWish[],
  preview: boolean,
): Promise<Decided> {
  const items = wishes.map(({ match: { kind, sourceId, factsHash }, choice }) => ({
    kind,
    sourceId,
    factsHash,
    choice,
  }));
  return callApi(v1['match-decisions'].$post({ json: { items, preview, why: 'demo' } }));
}

async function untilCarriedOut({ client: { v1 }, signal }: Person, id: string) {
  for (;;) {
    const { counts, items } = await callApi(v1['match-decisions'][':id'].$get({ param: { id } }));
    if ((counts.pending ?? 0) + (counts.working ?? 0) === 0) return items;
    await sleep(pollMs, undefined, { signal });
  }
}
