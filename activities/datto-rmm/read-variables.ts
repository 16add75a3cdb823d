import { withTenant } from '../../db/connect.ts';
import type { SeenItem } from '../../db/readings/write-page.ts';
import { run as runTable } from '../../db/schema/index.ts';
import { packageLinkVariable } from '../../rules/gravityzone/settings.ts';
import { planGravityzone } from '../../rules/gravityzone/plan.ts';
import type { DattoRmmClient } from '../../vendors/datto-rmm/client.ts';
import type { Variable } from '../../vendors/datto-rmm/schemas.ts';
import { isVendorError } from '../../vendors/http/errors.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { loadPlanSources } from '../gravityzone/load-plan-input.ts';
import type { VariablePayload } from '../../db/readings/payloads.ts';
import { readListing, type ListingResult, type RunInput } from '../read-listing.ts';
import { Batches } from './batches.ts';

/** Sites are asked for side by side, within the account's limit. */
const atOnce = 8;
/** They are kept so many together: an attempt that dies has read no more than these in vain. */
const keptTogether = 32;

/**
 * GravityZonePackageLink of every associated site, and of every site that the run means to
 * associate: one call a site. Of other variables nothing is kept: they may hold secrets.
 */
export function readVariables(deps: ActivityDependencies, run: RunInput): Promise<ListingResult> {
  return readListing(deps, run, {
    kind: 'variables',
    vendor: 'datto-rmm',
    name: 'site variables',
    resume: true,
    async read({ calls, signal, seen, add, boundTo }) {
      const client = await deps.vendors.dattoRmm(run.tenantId, calls);
      const { toRead, carried } = await sitesToRead(deps, run);
      await add(carried);
      const uids = toRead.filter((uid) => !seen.has(uid));
      const links = new Batches<SeenItem>(keptTogether, add);
      try {
        await readPackageLinks(client, uids, signal, (key, payload) => links.add({ key, payload }));
      } finally {
        await links.keepRest();
      }
      return { complete: true, identity: boundTo };
    },
  });
}

interface SitesToRead {
  toRead: string[];
  /** What stood in the way of a site before, taken over from the reading before this one. */
  carried: SeenItem[];
}

/**
 * Sites that were left to a person because of their variable are not read again in every run, but
 * in turn, one a run: a steady run's calls stay within their bound (spec 5.6).
 */
async function sitesToRead(deps: ActivityDependencies, run: RunInput): Promise<SitesToRead> {
  const sources = await loadPlanSources(deps, run);
  if (!sources) return { toRead: [], carried: [] };
  const { input, variablesInTheWay: inTheWay } = sources;
  const managed = new Set(
    input.sites.filter(({ onDemand }) => onDemand === false).map(({ uid }) => uid),
  );
  const associated = input.associations
    .map(({ siteUid }) => String(siteUid))
    .filter((uid) => managed.has(uid));
  const { variablesOf } = planGravityzone(input).needs;
  const turn = inTheWay.length === 0 ? 0 : (await runsSoFar(deps, run)) % inTheWay.length;
  const again = inTheWay.slice(turn, turn + 1).map(({ key }) => key);
  return {
    toRead: [...new Set([...associated, ...variablesOf, ...again])],
    carried: inTheWay.filter(({ key }) => !again.includes(key)),
  };
}

function runsSoFar({ db }: ActivityDependencies, { tenantId }: RunInput): Promise<number> {
  return withTenant(db, tenantId, (tx) => tx.$count(runTable));
}

/** Reads the variable of each site; one that was deleted since the listing is left unread. */
async function readPackageLinks(
  client: DattoRmmClient,
  siteUids: readonly string[],
  signal: AbortSignal,
  onRead: (siteUid: string, payload: VariablePayload) => Promise<void> | void,
): Promise<void> {
  const waiting = [...siteUids];
  const readNext = async (): Promise<void> => {
    for (let uid = waiting.shift(); uid !== undefined; uid = waiting.shift()) {
      const variables = await client.siteVariables(uid, { signal }).catch((error: unknown) => {
        if (isVendorError(error, 'not-found', 'forbidden')) return null;
        throw error;
      });
      if (variables) await onRead(uid, payloadOf(variables));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, waiting.length) }, readNext));
}

function payloadOf(variables: Variable[]): VariablePayload {
  const variable = variables.find(({ name }) => name === packageLinkVariable);
  if (!variable) return { state: 'absent' };
  const masked = variable.masked ?? false;
  return {
    state: 'present',
    id: variable.id,
    masked,
    value: masked ? null : (variable.value ?? ''),
  };
}
