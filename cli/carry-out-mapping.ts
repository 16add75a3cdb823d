import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, ApiClient } from '../api/client.ts';
import { askToConfirm } from './ask.ts';
import { callApi } from './call-api.ts';
import type { Cli, Outcome } from './cli.ts';
import { exitCodes } from './cli-error.ts';
import type { MappingRow } from './mapping-rows.ts';
import { confirmationText, mappingText } from './mapping-text.ts';

type Mapping = Answer<ApiClient['v1']['mappings'][':id']['$get']>;

export interface CarryOutOptions {
  yes?: true;
  wait: boolean;
  why?: string;
}

const pollMs = 500;

/** Stages rows, shows exactly what will be done, asks, and waits until it is carried out. */
export async function carryOutMapping(
  cli: Cli,
  rows: MappingRow[],
  { yes, wait, why }: CarryOutOptions,
): Promise<Outcome> {
  const { v1 } = await cli.signedIn();
  const staged = await callApi(v1.mappings.$post({ json: { rows } }));
  const param = { id: staged.id };
  if (staged.accepted === 0) {
    return { data: staged, text: confirmationText(staged), exitCode: exitCodes.failed };
  }
  if (!yes) {
    process.stderr.write(`${confirmationText(staged)}\n\n`);
    if (!(await askToConfirm(cli, 'Carry this out?'))) {
      const cancelled = await callApi(v1.mappings[':id'].cancel.$post({ param, json: {} }));
      return {
        data: cancelled,
        text: 'Cancelled; nothing was done.',
        exitCode: exitCodes.failed,
      };
    }
  }
  const json = why === undefined ? {} : { why };
  const confirmed = await callApi(v1.mappings[':id'].confirm.$post({ param, json }));
  if (!wait) {
    const text = `${confirmationText(confirmed)}\n\nConfirmed. \`sitesync map show ${staged.id}\` shows how far it is.`;
    return { data: confirmed, text };
  }
  const ended = await untilEnded(cli, v1, staged.id);
  return { data: ended, text: mappingText(ended), exitCode: exitCodeOf(ended) };
}

async function untilEnded(cli: Cli, v1: ApiClient['v1'], id: string): Promise<Mapping> {
  for (;;) {
    const now = await callApi(v1.mappings[':id'].$get({ param: { id } }));
    if (now.state === 'done' || now.state === 'cancelled') {
      cli.progress('');
      return now;
    }
    const { done = 0, problems = 0, total = 0 } = now.progress ?? {};
    const site = now.rows.find((row) => row.state === 'working');
    const working = site === undefined ? '' : `: ${site.siteName}`;
    cli.progress(total === 0 ? 'Starting' : `${done + problems} of ${total} rows${working}`);
    await pause(pollMs);
  }
}

/** One bad row never stops the others, but not all was done that was asked. */
function exitCodeOf({ rows }: Mapping) {
  return rows.every((row) => row.state === 'done') ? exitCodes.done : exitCodes.failed;
}
