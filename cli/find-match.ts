import type { ApiClient } from '../api/client.ts';
import { callApi } from './call-api.ts';
import { badUsage } from './cli-error.ts';
import type { ListedMatch, MatchesPage } from './match-rows.ts';
import { readPages } from './read-pages.ts';
import { plain } from './table.ts';

type V1 = ApiClient['v1'];
type Kind = ListedMatch['kind'];

/** An id as it stands in a path: that of an Autotask company has a / in it. */
export function pathOf(sourceId: string): { sourceId: string } {
  return { sourceId: encodeURIComponent(sourceId) };
}

/** Where a name is looked for: everywhere, or among the devices of one source organization. */
export interface FindIn {
  kind?: Kind;
  organization?: ListedMatch;
}

/**
 * The source organization or device that somebody names, by its id, its name or its hostname.
 *
 * @throws {CliError} bad usage if it is none, or several: then the sentence says which.
 */
export async function findMatch(v1: V1, item: string, where: FindIn = {}): Promise<ListedMatch> {
  const found: ListedMatch[] = [];
  const near: ListedMatch[] = [];
  for (const kind of kindsIn(where)) {
    const hits = await searched(v1, kind, item, where.organization);
    const exact = hits.filter((match) => isNamed(match, item));
    // An id is of one thing only, whatever is named like it.
    const byId = exact.filter(({ sourceId }) => same(sourceId, item));
    found.push(...(byId.length > 0 ? byId : exact));
    near.push(...hits);
  }
  const [only, second] = found;
  if (only !== undefined && second === undefined) return only;
  throw only === undefined ? unknown(item, where, near) : ambiguous(item, found);
}

function kindsIn({ kind, organization }: FindIn): Kind[] {
  if (organization !== undefined) return ['device'];
  return kind === undefined ? ['organization', 'device'] : [kind];
}

async function searched(
  v1: V1,
  kind: Kind,
  item: string,
  organization: ListedMatch | undefined,
): Promise<ListedMatch[]> {
  const { rows } = await readPages(
    undefined,
    ({ limit, offset }): Promise<MatchesPage> => {
      const query = { tab: 'all' as const, search: item, limit, offset };
      if (kind === 'organization') return callApi(v1.organizations.$get({ query }));
      if (organization === undefined) return callApi(v1.devices.$get({ query }));
      const param = pathOf(organization.sourceId);
      return callApi(v1.organizations[':sourceId'].devices.$get({ param, query }));
    },
    (page) => page.matches,
  );
  return rows;
}

function isNamed({ name, sourceId, details }: ListedMatch, item: string): boolean {
  return same(name, item) || same(sourceId, item) || same(details.hostname ?? '', item);
}

function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

const mostChoices = 10;

function ambiguous(item: string, found: readonly ListedMatch[]) {
  return badUsage(`“${item}” is several: ${choices(found)}. Give the id.`);
}

function unknown(item: string, { kind, organization }: FindIn, near: readonly ListedMatch[]) {
  const what =
    kind === 'organization'
      ? 'source organization'
      : organization === undefined && kind === undefined
        ? 'source organization or device'
        : 'device';
  const where = organization === undefined ? '' : ` in “${organization.name}”`;
  const hint = near.length === 0 ? '' : ` Did you mean ${choices(near)}?`;
  return badUsage(
    `There is no ${what} “${item}”${where}.${hint} \`sitesync organizations\` and \`sitesync devices ORG\` list them.`,
  );
}

function choices(found: readonly ListedMatch[]): string {
  const shown = found
    .slice(0, mostChoices)
    .map(({ kind, name, sourceId, organization }) =>
      plain(
        kind === 'device'
          ? `device “${name}”${organization === null ? '' : ` of “${organization.name}”`} (${sourceId})`
          : `organization “${name}” (${sourceId})`,
      ),
    );
  const more = found.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
