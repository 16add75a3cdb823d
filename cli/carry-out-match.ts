import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, ApiClient } from '../api/client.ts';
import { askToConfirm } from './ask.ts';
import { callApi } from './call-api.ts';
import type { Cli, Outcome } from './cli.ts';
import { exitCodes } from './cli-error.ts';
import { matchDecisionText, matchPreviewText } from './match-text.ts';
import type { MatchWish, Wishes } from './match-wishes.ts';
import { plain } from './table.ts';
import { blocks, list } from './text.ts';

type V1 = ApiClient['v1'];
type Tried = Answer<V1['match-decisions']['$post']>;
type MatchDecision = Answer<V1['match-decisions'][':id']['$get']>;

export interface CarryOutOptions {
  yes?: true;
  wait: boolean;
  why?: string;
}

const pollMs = 500;

/** Shows exactly what will be done, asks, and waits until it is carried out. */
export async function carryOutMatch(
  cli: Cli,
  v1: V1,
  { wishes, leftOut }: Wishes,
  { yes, wait, why }: CarryOutOptions,
): Promise<Outcome> {
  if (wishes.length === 0) {
    const text = plain(`Nothing there to decide. ${leftOut ?? ''}`.trim());
    return { data: { decisionId: null, refused: [], leftOut }, text, exitCode: exitCodes.failed };
  }
  const { items, tried } = await tryOut(cli, v1, wishes, yes === true);
  const shown = blocks(matchPreviewText(tried), doubleText(tried), leftOut ?? '');
  if (tried.items.every(({ refusal }) => refusal !== null)) {
    return { data: { ...tried, leftOut }, text: shown, exitCode: exitCodes.failed };
  }
  if (!yes) {
    process.stderr.write(`${shown}\n\n`);
    if (!(await askToConfirm(cli, 'Carry this out?'))) {
      return {
        data: { decisionId: null, refused: [], leftOut },
        text: 'Cancelled; nothing was done.',
        exitCode: exitCodes.failed,
      };
    }
  }
  const json = { items, ...(why === undefined ? {} : { why }) };
  const { decisionId, refused } = await callApi(v1['match-decisions'].$post({ json }));
  const refusals = list(
    'REFUSED',
    refused.map(({ sentence }) => sentence),
  );
  if (decisionId === null) {
    return { data: { decisionId, refused, leftOut }, text: refusals, exitCode: exitCodes.failed };
  }
  if (!wait) {
    const text = `Stored. \`sitesync match outcome ${decisionId}\` shows what becomes of it.`;
    return { data: { decisionId, refused, leftOut }, text: blocks(shown, refusals, text) };
  }
  const decision = await untilEnded(cli, v1, decisionId);
  return {
    data: { decisionId, refused, leftOut, decision },
    text: blocks(matchDecisionText(decision), refusals, leftOut ?? ''),
    exitCode: refused.length === 0 ? endedAs(decision) : exitCodes.failed,
  };
}

/**
 * What a decision would do. Where one record is to be made and may be a double, that is shown and
 * asked for first; `--yes` alone does not confirm what nobody saw.
 */
async function tryOut(
  cli: Cli,
  v1: V1,
  items: MatchWish[],
  yes: boolean,
): Promise<{ items: MatchWish[]; tried: Tried }> {
  const tried = await preview(v1, items);
  const [wish] = items;
  const [one] = tried.items;
  const asks = one?.refusal?.code === 'may-be-double' && items.length === 1 && !yes;
  if (!asks || !cli.interactive || wish?.choice.do !== 'create') return { items, tried };
  process.stderr.write(`${plain(one.refusal?.sentence ?? '')}\n\n`);
  if (!(await askToConfirm(cli, 'Create it all the same?'))) return { items, tried };
  const despite = one.lookAlikes.map(({ id }) => id);
  const meant = [{ ...wish, choice: { ...wish.choice, despite } }];
  return { items: meant, tried: await preview(v1, meant) };
}

/** How one record is made that may be a double, where nobody was asked. */
function doubleText({ items: [one, another] }: Tried): string {
  if (one?.refusal?.code !== 'may-be-double' || another !== undefined) return '';
  const ids = one.lookAlikes.map(({ id }) => id);
  return `To create it all the same, add: ${['--despite', ...ids].join(' ')}`;
}

function preview(v1: V1, items: MatchWish[]): Promise<Tried> {
  return callApi(v1['match-decisions'].$post({ json: { items, preview: true } }));
}

async function untilEnded(cli: Cli, v1: V1, id: string): Promise<MatchDecision> {
  for (;;) {
    const now = await callApi(v1['match-decisions'][':id'].$get({ param: { id } }));
    const { pending, working } = now.counts;
    if (pending + working === 0) {
      cli.progress('');
      return now;
    }
    const atWork = now.items.find(({ state }) => state === 'working');
    const name = atWork === undefined ? '' : `: ${plain(atWork.name)}`;
    const ended = now.items.length - pending - working;
    cli.progress(
      now.state === 'pending'
        ? 'Waiting for a worker'
        : `${ended} of ${now.items.length} decided${name}`,
    );
    await pause(pollMs);
  }
}

/** One bad item never stops the others, but not all was done that was asked. */
function endedAs({ items }: MatchDecision) {
  return items.every(({ state }) => state === 'done') ? exitCodes.done : exitCodes.failed;
}
