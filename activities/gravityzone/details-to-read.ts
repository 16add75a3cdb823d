import { withTenant } from '../../db/connect.ts';
import { newestReading, readingItems } from '../../db/readings/load-reading.ts';
import { companyDetailsPayload, type CompanyDetailsPayload } from '../../db/readings/payloads.ts';
import { run as runTable } from '../../db/schema/index.ts';
import { planGravityzone } from '../../rules/gravityzone/plan.ts';
import type { Plan, PlanInput } from '../../rules/gravityzone/plan-types.ts';
import type { CompanyId } from '../../rules/identity.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import type { RunInput } from '../read-listing.ts';
import { loadPlanSources } from './load-plan-input.ts';

export type CompanyToCheck = Plan['needs']['checksOf'][number];

export interface DetailsToRead {
  toRead: CompanyToCheck[];
  /** What an earlier run saw of the companies that are not read again in this one. */
  carried: CompanyDetailsPayload[];
}

/** So many of the companies that nothing is about to be done with are looked at anew in a run. */
const shareInTurn = 0.02;

/**
 * The companies that the plan asks about. What is about to be associated, and what may be gone, is
 * read in every run. Associated companies, whose drift no listing tells, and those that wait for a
 * person are read in turn, so that a steady run's calls stay within their bound (spec 5.6).
 */
export async function detailsToRead(
  deps: ActivityDependencies,
  run: RunInput,
): Promise<DetailsToRead> {
  const sources = await loadPlanSources(deps, run);
  if (!sources) return { toRead: [], carried: [] };
  const plan = planGravityzone(sources.input);
  const { detailsOf, checksOf } = plan.needs;
  const { runs, before } = await whatWas(deps, run);
  const associated = associatedInView(sources.input);
  const waiting = waitingAndKnown(plan, before);
  const asked = detailsOf.filter((id) => !waiting.includes(id));
  const toRead = new Map<CompanyId, CompanyToCheck>();
  for (const companyId of [...lookedAtAnew(associated, waiting, runs), ...asked]) {
    toRead.set(companyId, { companyId, packageId: null, countEndpoints: false });
  }
  for (const check of checksOf) toRead.set(check.companyId, check);
  const kept = new Set<string>([...associated, ...waiting].filter((id) => !toRead.has(id)));
  return {
    toRead: [...toRead.values()],
    carried: before
      .filter(({ id }) => kept.has(id))
      .map((one) => ({ ...one, packageReadable: null, endpoints: null, carried: true })),
  };
}

/** Asked about, though this run associates none of them; an earlier run has read them. */
function waitingAndKnown(plan: Plan, before: readonly CompanyDetailsPayload[]): CompanyId[] {
  const known = new Set<string>(before.map(({ id }) => id));
  const toAssociate = new Set(
    plan.items.flatMap((item) => (item.kind === 'associate' ? [item.companyId] : [])),
  );
  return plan.needs.detailsOf.filter((id) => known.has(id) && !toAssociate.has(id));
}

function associatedInView({ associations, tree }: PlanInput): CompanyId[] {
  const inView = new Set(tree.map(({ id }) => id));
  return associations
    .map(({ companyId }) => companyId)
    .filter((id) => inView.has(id))
    .toSorted();
}

/** Where companies wait for a person, they and the associated ones have every other run. */
function lookedAtAnew(
  associated: readonly CompanyId[],
  waiting: readonly CompanyId[],
  runs: number,
): CompanyId[] {
  if (waiting.length === 0) return inTurn(associated, runs);
  return inTurn(runs % 2 === 0 ? waiting : associated, Math.floor(runs / 2));
}

/** Those whose turn it is: after so many runs as there are turns each was read once. */
export function inTurn<Id>(all: readonly Id[], runs: number): Id[] {
  const count = Math.max(1, Math.ceil(all.length * shareInTurn));
  const turns = Math.ceil(all.length / count);
  const start = turns === 0 ? 0 : (runs % turns) * count;
  return all.slice(start, start + count);
}

function whatWas(
  { db }: ActivityDependencies,
  { tenantId }: RunInput,
): Promise<{ runs: number; before: CompanyDetailsPayload[] }> {
  return withTenant(db, tenantId, async (tx) => {
    const reading = await newestReading(tx, 'details');
    const items = reading ? await readingItems(tx, reading.id) : [];
    return {
      runs: await tx.$count(runTable),
      before: items
        .map(({ payload }) => companyDetailsPayload.parse(payload))
        .filter(({ sight }) => sight === 'there'),
    };
  });
}
