import { setImmediate as letOthersGo } from 'node:timers/promises';
import { inReadingOrder, planUpdate, type UpdateRules } from '../../rules/itglue/plan-updates.ts';
import type { MatchPlanItem, UpdateConfigurationItem } from '../../rules/itglue/plan-types.ts';
import type { Transaction } from '../connect.ts';
import { newestReading, type Reading } from '../readings/load-reading.ts';
import { readItglueSettingsIn } from '../settings/read-itglue-settings.ts';
import { loadCatalogue } from './load-catalogue.ts';
import { loadIdentifiers } from './load-identifiers.ts';
import { matchedPairs } from './load-matched-pairs.ts';
import { loadStandingDecisions } from './recorded-matches.ts';
import { matchSubject } from '../actions/subject.ts';
import { recentUpdates } from './recent-updates.ts';

export interface PlannedUpdates {
  updates: UpdateConfigurationItem[];
  /** What a field's rule would write and is left out, in whole sentences. */
  skipped: string[];
}

const nothing: PlannedUpdates = { updates: [], skipped: [] };

/**
 * What a run writes to the configurations of matched devices (spec 4.4), by its own readings. Those
 * that prove nothing lead to no write (spec 3.6.1).
 *
 * @param planned what a plan would match besides.
 */
export async function planUpdates(
  tx: Transaction,
  tenantId: string,
  runId: string,
  planned: readonly MatchPlanItem[],
): Promise<PlannedUpdates> {
  const { fields } = await readItglueSettingsIn(tx, tenantId);
  if (Object.values(fields).every((rule) => rule === 'never')) return nothing;
  const readings = await provenReadings(tx, runId);
  const catalogue = await loadCatalogue(tx);
  if (readings === null || catalogue === null) return nothing;
  const identifiers = await loadIdentifiers(tx, tenantId, readings);
  const rules = { fields, catalogue, identifiers };
  const found: PlannedUpdates = { updates: [], skipped: [] };
  for await (const page of matchedPairs(tx, tenantId, readings.organizations, planned)) {
    addPage(found, page, rules);
    await letOthersGo();
  }
  return withoutRepeats(found, await openQuestions(tx, tenantId));
}

function addPage(
  found: PlannedUpdates,
  page: readonly Parameters<typeof planUpdate>[0][],
  rules: UpdateRules,
): void {
  for (const pair of page) {
    const { item, skipped } = planUpdate(pair, rules);
    if (item !== null) found.updates.push(item);
    found.skipped.push(...skipped);
  }
}

interface Readings {
  devices: Reading;
  organizations: Reading;
  configurations: Reading;
}

async function provenReadings(tx: Transaction, runId: string): Promise<Readings | null> {
  const sites = await newestReading(tx, 'sites', runId);
  const devices = await newestReading(tx, 'devices', runId);
  const organizations = await newestReading(tx, 'organizations', runId);
  const configurations = await newestReading(tx, 'configurations', runId);
  if (!sites?.proves || !devices?.proves) return null;
  if (!organizations?.proves || !configurations?.proves) return null;
  return { devices, organizations, configurations };
}

interface OpenQuestions {
  recent: ReadonlySet<string>;
  /** Sources that a person has decided about, which is not carried out yet. */
  decided: ReadonlySet<string>;
}

async function openQuestions(tx: Transaction, tenantId: string): Promise<OpenQuestions> {
  const { decided } = await loadStandingDecisions(tx, tenantId);
  return { recent: await recentUpdates(tx, tenantId), decided };
}

function withoutRepeats(
  { updates, skipped }: PlannedUpdates,
  { recent, decided }: OpenQuestions,
): PlannedUpdates {
  const fresh = updates.filter(({ deviceUid }) => !decided.has(matchSubject('device', deviceUid)));
  const repeated = fresh.filter(({ factsHash }) => recent.has(factsHash));
  return {
    updates: inReadingOrder(fresh.filter(({ factsHash }) => !recent.has(factsHash))),
    skipped: [...skipped, ...repeated.map(() => repeatedSentence)],
  };
}

const repeatedSentence =
  'IT Glue has refused the very same update within the last day, or has taken it and not kept it: it is written again after a day, or when the facts are others.';
