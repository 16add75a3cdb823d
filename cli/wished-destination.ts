import type { ApiClient } from '../api/client.ts';
import { callApi } from './call-api.ts';
import { badUsage } from './cli-error.ts';
import type { ListedMatch } from './match-rows.ts';
import { plain } from './table.ts';

type V1 = ApiClient['v1'];

/** The suggestion that is meant: the best one, unless another is named. @throws {CliError} bad usage */
export function suggestedDestination(
  { name, suggestions }: ListedMatch,
  wanted: string | undefined,
): string {
  const found = wanted === undefined ? suggestions[0] : suggestions.find(({ id }) => id === wanted);
  if (found !== undefined) return found.id;
  const all = suggestions.map((one) => `“${one.name}” (${one.id})`).join(', ');
  throw badUsage(
    plain(
      suggestions.length === 0
        ? `Nothing is suggested for “${name}”. Match it with --to ID.`
        : `${wanted} is not suggested for “${name}”, but: ${all}.`,
    ),
  );
}

/** An id as it is; a name is looked for, and has to be that of one record. @throws {CliError} bad usage */
export async function namedDestination(v1: V1, match: ListedMatch, to: string): Promise<string> {
  if (/^\d+$/.test(to)) return to;
  const found = await destinationsNamed(v1, match, to);
  const exact = found.filter(({ name }) => name.trim().toLowerCase() === to.trim().toLowerCase());
  const [only, second] = exact;
  if (only !== undefined && second === undefined) return only.id;
  const near = exact.length > 0 ? exact : found;
  const choices = near.map(({ id, name }) => `“${name}” (${id})`).join(', ');
  const record = match.kind === 'organization' ? 'organization' : 'configuration';
  throw badUsage(
    plain(
      near.length === 0
        ? `IT Glue has no ${record} “${to}”. Give its id, or part of its name.`
        : `Which ${record} is “${to}”? Give an id: ${choices}.`,
    ),
  );
}

async function destinationsNamed(v1: V1, { kind, organization }: ListedMatch, q: string) {
  const query = { q, limit: '10' };
  if (kind === 'organization') {
    return (await callApi(v1.itglue.organizations.$get({ query }))).destinations;
  }
  // A device is matched inside its own organization and nowhere else (spec 4.3).
  const within = organization?.destinationId ?? null;
  const inside = within === null ? query : { ...query, organization: within };
  return (await callApi(v1.itglue.configurations.$get({ query: inside }))).destinations;
}
