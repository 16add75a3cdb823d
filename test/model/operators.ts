import { createHash, randomBytes } from 'node:crypto';
import { createToken } from '../../db/tokens/create-token.ts';
import { until } from '../faults/scene.ts';
import type { Install } from '../harness/install.ts';
import type { TestTenant } from '../harness/tenant.ts';
import type { Choice } from './decide.ts';
import type { Lane } from './lane.ts';
import type { EventType } from './world.ts';

export const operators = ['Ann', 'Ben'] as const;
export type Operator = (typeof operators)[number];

/** What an operator has on the screen. */
export interface Sight {
  eventId: string;
  occurrence: number;
  factsHash: string;
}

/** Decisions are carried out through kills and lost answers: so long that may take, in ms. */
const longestDecisionMs = 240_000;
const dayMs = 24 * 60 * 60_000;

/** API tokens by which operators are told apart. */
export async function signUp(
  { db }: Install,
  { acting }: TestTenant,
): Promise<Record<Operator, string>> {
  const token = async (name: Operator): Promise<string> => {
    const made = `sst_${randomBytes(32).toString('base64url')}`;
    await createToken(db, acting, {
      name,
      hash: createHash('sha256').update(made).digest('hex'),
      role: 'administrator',
      scope: 'write',
      expiresAt: new Date(Date.now() + dayMs),
    });
    return made;
  };
  return { Ann: await token('Ann'), Ben: await token('Ben') };
}

export async function look(lane: Lane, type: EventType, siteUid: string): Promise<Sight> {
  const [row] = await lane.install.owner<{ id: string; occurrence: number; facts_hash: string }[]>`
    select id, occurrence, facts_hash from event
      where tenant_id = ${lane.tenant.id} and type = ${type} and site_uid = ${siteUid}`;
  if (!row) throw new Error(`there is no event ${type} of site ${siteUid} to be seen`);
  return { eventId: row.id, occurrence: row.occurrence, factsHash: row.facts_hash };
}

/**
 * Decides as `operator`, on what that operator saw.
 *
 * @returns the decision's id, or null if it was refused at once.
 */
export async function decideAs(
  { apiUrl, tokens }: Lane,
  operator: Operator,
  { eventId, ...seen }: Sight,
  { do: action, ...how }: Choice,
): Promise<string | null> {
  const isIgnored = action === 'ignore';
  const answer = await fetch(`${apiUrl}/v1/events/${eventId}/${isIgnored ? 'ignore' : 'resolve'}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${tokens[operator]}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ ...seen, ...(isIgnored ? {} : { action, ...how }) }),
  });
  if (answer.status === 400 || answer.status === 409) return null;
  if (!answer.ok) throw new Error(`${operator}: ${answer.status} ${await answer.text()}`);
  const { decisionId } = (await answer.json()) as { decisionId: string };
  return decisionId;
}

/** Waits for what came of a decision. */
export async function outcomeOf(
  { install, keeper }: Lane,
  decisionId: string,
): Promise<{ done: boolean; told: string }> {
  const settled = async () => {
    const [row] = await install.owner<{ state: string; outcome: string | null }[]>`
      select state, outcome from decision where id = ${decisionId}`;
    return row?.state === 'done' || row?.state === 'refused' ? row : undefined;
  };
  const { state, outcome } = await Promise.race([
    until(`the outcome of decision ${decisionId}`, settled, longestDecisionMs),
    keeper.failed,
  ]);
  return { done: state === 'done', told: outcome ?? '' };
}
