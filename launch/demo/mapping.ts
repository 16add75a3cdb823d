import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, ApiClient } from '../../api/client.ts';
import { callApi } from '../../cli/call-api.ts';
import { LaunchError } from '../launch-error.ts';
import type { SampleBranch, SandboxState } from './sandbox-control.ts';
import { type Person, pollMs } from './sync.ts';
import type { Telling } from './tell.ts';

/** A mapping as the API shows it. */
export type Mapping = Answer<ApiClient['v1']['mappings'][':id']['$get']>;

type StagedRow = Parameters<ApiClient['v1']['mappings']['$post']>[0]['json']['rows'][number];

/** Rows of every kind that only a person can decide: a run would leave all of these sites alone. */
export function mappingRows({ sample: { branches } }: SandboxState): StagedRow[] {
  const where = (branch: string): SampleBranch => {
    const found = branches.find((one) => one.branch === branch);
    if (found === undefined) throw new LaunchError(`The sandbox has no site "${branch}".`);
    return found;
  };
  const companyOf = ({ companyIds: [id = ''] }: SampleBranch) => id;
  const tooLong = where('nameTooLong');
  const bracketed = where('nameWithAngleBrackets');
  const namesakes = where('namesakeCompanies');
  const foreign = where('variableWithOtherValue');
  return [
    { site: namesakes.siteUid, do: 'company', companyId: companyOf(namesakes) },
    { site: tooLong.siteUid, do: 'new', name: 'Traditional Basket Weavers and Chair Makers Ltd' },
    { site: bracketed.siteUid, do: 'new', name: 'Smith Holdings Ltd' },
    {
      site: foreign.siteUid,
      do: 'company',
      companyId: companyOf(foreign),
      replaceVariable: true,
    },
    { site: where('excludedSite').siteUid, do: 'exclude' },
  ];
}

/** Stages the rows, confirms them, and waits until they are carried out. */
export async function saveMapping(
  { client: { v1 }, signal }: Person,
  rows: StagedRow[],
  { note }: Telling,
): Promise<Mapping> {
  const staged = await callApi(v1.mappings.$post({ json: { rows } }));
  const param = { id: staged.id };
  await callApi(v1.mappings[':id'].confirm.$post({ param, json: { why: 'demo' } }));
  for (;;) {
    const mapping = await callApi(v1.mappings[':id'].$get({ param }));
    if (mapping.state === 'done' || mapping.state === 'cancelled') return mapping;
    const { done = 0, total = staged.accepted } = mapping.progress ?? {};
    note(`${done} of ${total} rows`);
    await sleep(pollMs, undefined, { signal });
  }
}

/** What a row did, in a few words. */
export function rowOutcome({
  choice,
  state,
  problem,
  lines,
  accepted,
}: Mapping['rows'][number]): string {
  if (!accepted) return `refused: ${lines[0] ?? ''}`;
  if (state !== 'done') return problem ?? state ?? 'not carried out';
  switch (choice.do) {
    case 'company':
      return choice.replaceVariable === true
        ? 'associated, and a variable that was not ours replaced'
        : 'associated with one of two companies of its name';
    case 'new':
      return `created as “${choice.name ?? ''}”`;
    case 'exclude':
      return 'excluded';
    case 'include':
    case 'remove':
    case 'repair':
      return choice.do;
  }
}
