import { packageLinkVariable } from '../../rules/gravityzone/settings.ts';
import { planGravityzone } from '../../rules/gravityzone/plan.ts';
import type { DattoRmmClient } from '../../vendors/datto-rmm/client.ts';
import type { Variable } from '../../vendors/datto-rmm/schemas.ts';
import { isVendorError } from '../../vendors/http/errors.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { loadPlanInput, NothingToPlanFrom } from '../gravityzone/load-plan-input.ts';
import type { VariablePayload } from '../../db/readings/payloads.ts';
import { readListing, type ListingResult, type RunInput } from '../read-listing.ts';

/** Sites are asked for side by side, within the account's limit. */
const atOnce = 8;

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
      const uids = (await sitesToRead(deps, run)).filter((uid) => !seen.has(uid));
      await readPackageLinks(client, uids, signal, (uid, payload) => add([{ key: uid, payload }]));
      return { complete: true, identity: boundTo };
    },
  });
}

async function sitesToRead(deps: ActivityDependencies, run: RunInput): Promise<string[]> {
  const input = await loadPlanInput(deps, run).catch((error: unknown) => {
    if (error instanceof NothingToPlanFrom) return null;
    throw error;
  });
  if (!input) return [];
  const managed = new Set(
    input.sites.filter(({ onDemand }) => onDemand === false).map(({ uid }) => uid),
  );
  const associated = input.associations
    .map(({ siteUid }) => String(siteUid))
    .filter((uid) => managed.has(uid));
  // Where the company has yet to be looked at, the plan reads the variable after that: a company
  // that is not fit would cost a call in every run.
  const planned = planGravityzone(input)
    .items.filter((item) => item.needsVariable)
    .filter((item) => !(item.kind === 'associate' && item.needsDetails))
    .map(({ siteUid }) => String(siteUid));
  return [...new Set([...associated, ...planned])];
}

/** Reads the variable of each site; one that was deleted since the listing is left unread. */
export async function readPackageLinks(
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
