import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { createApiClient, type Answer, type ApiClient } from '../../api/client.ts';
import { withTenant } from '../../db/connect.ts';
import { audit, type MatchKind } from '../../db/schema/index.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import type { Install } from '../harness/install.ts';
import { startApiProcess } from './api-process.ts';
import { createRunCli } from './run-cli.ts';

type V1 = ApiClient['v1'];

/** A match as the API lists it. */
export type ListedMatch = Answer<V1['organizations']['$get']>['matches'][number];

/** What `sitesync match --json` prints of a decision. */
interface Decided {
  decisionId: string | null;
  refused: { sourceId: string; code: string; sentence: string }[];
  /** What was only tried, since nothing of it fits. */
  items?: { refusal: { code: string; sentence: string } | null; lookAlikes: { id: string }[] }[];
  /** What became of it. */
  decision?: Answer<V1['match-decisions'][':id']['$get']>;
}

export type MatchDesk = Awaited<ReturnType<typeof openMatchDesk>>;

const mostListed = 200;

/** What a person sees of matches and decides on them, by the API and the command line of an install. */
export async function openMatchDesk(install: Install, { ready }: Sandbox, name: string) {
  const api = await startApiProcess(install.environment);
  const home = await mkdtemp(path.join(tmpdir(), 'sitesync-desk-'));
  const signIn = createApiClient({ baseUrl: api.ready.url }).v1.auth['sign-in']['datto-rmm'];
  const answer = await signIn.$post({ json: { ...ready.dattoRmm, name } });
  if (!answer.ok) throw new Error(await answer.text());
  const { token, tenant } = await answer.json();
  const { v1 } = createApiClient({ baseUrl: api.ready.url, token });
  const run = createRunCli(api.ready.url, home);
  const sitesync = (...args: string[]) => run(args, { SITESYNC_TOKEN: token });

  const listed = async (kind: MatchKind): Promise<ListedMatch[]> => {
    const found: ListedMatch[] = [];
    for (;;) {
      const query = { tab: 'all', limit: `${mostListed}`, offset: `${found.length}` } as const;
      const page = await v1[kind === 'device' ? 'devices' : 'organizations'].$get({ query });
      if (!page.ok) throw new Error(await page.text());
      const { matches, total } = await page.json();
      found.push(...matches);
      if (found.length >= total) return found;
    }
  };
  return {
    sitesync,
    /** Every match of both kinds, by its source id. */
    async matches(): Promise<Map<string, ListedMatch>> {
      const all = [...(await listed('organization')), ...(await listed('device'))];
      return new Map(all.map((match) => [match.sourceId, match]));
    },
    /** Decides by `sitesync match`, and waits for the outcome. */
    async decide(...args: string[]): Promise<Decided & { exitCode: number | null }> {
      const ended = await sitesync('match', ...args, '--yes', '--json');
      return { exitCode: ended.exitCode, ...(ended.json() as Decided) };
    },
    /** What the record says of a match since a row of it, the oldest first. */
    recorded: ({ kind, sourceId }: ListedMatch, since = 0) =>
      withTenant(install.db, tenant.id, (tx) =>
        tx
          .select()
          .from(audit)
          .where(and(eq(audit.subject, `${kind}/${sourceId}`), gt(audit.id, since)))
          .orderBy(asc(audit.id)),
      ),
    /** The last row of the record by now. */
    async lastRecorded(): Promise<number> {
      const [row] = await withTenant(install.db, tenant.id, (tx) =>
        tx.select({ id: sql<number>`max(${audit.id})::int` }).from(audit),
      );
      return row?.id ?? 0;
    },
    async close(): Promise<void> {
      await api.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
