import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxState } from '../harness/control.ts';
import { differences, effectsIn } from './effects.ts';
import type { Effects } from './act.ts';
import type { Lane } from './lane.ts';
import { identify } from './model.ts';
import { readRecords, type Records } from './records.ts';
import { companyOf, siteOf, type Site } from './world.ts';

type SeenCompany = SandboxState['gravityzone']['companies'][number] & { folderId: string | null };

const variableName = 'GravityZonePackageLink';

/** A step that only touches our own records is tried again so long after its worker died. */
const longestSettlingMs = 90_000;

/**
 * Holds what is at the vendors and on record against the model, after all work has ended.
 *
 * @returns what disagrees, a sentence each.
 */
export async function compare(lane: Lane, expected: Effects): Promise<string[]> {
  const records = await recordsAtRest(lane);
  const atVendors = await compareVendors(lane, expected);
  return [
    ...atVendors,
    ...associationDifferences(lane, records),
    ...eventDifferences(lane, records),
    ...records.unfinished,
  ];
}

/** What never comes to rest is among what is unfinished. */
async function recordsAtRest({ install, tenant }: Lane): Promise<Records> {
  const endsAt = performance.now() + longestSettlingMs;
  for (;;) {
    const records = await readRecords(install.owner, tenant.id);
    if (records.unfinished.length === 0 || performance.now() > endsAt) return records;
    await sleep(200);
  }
}

/** The vendors alone: what they hold, and what they were told since the last look. */
export async function compareVendors(lane: Lane, expected: Effects): Promise<string[]> {
  const [state, log] = await Promise.all([lane.vendors.state(), lane.vendors.log(lane.logSeen)]);
  lane.logSeen = log.last;
  return [
    ...differences(expected, effectsIn(lane.world, log.entries)),
    ...companyDifferences(lane, state.gravityzone.companies as SeenCompany[]),
    ...siteDifferences(lane, state),
  ];
}

function companyDifferences(lane: Lane, seen: SeenCompany[]): string[] {
  const { world, partnerIds } = lane;
  recognize(lane, seen);
  const sentences: string[] = [];
  for (const company of world.companies) {
    const there = seen.find(({ id }) => id === company.id);
    const what = `company ${company.name} (${company.id})`;
    if (!there || !company.exists) {
      if (there) sentences.push(`${what} is still there`);
      else if (company.exists) sentences.push(`${what} is not there`);
      continue;
    }
    if (there.name !== company.name) sentences.push(`${what} is named ${there.name}`);
    if (there.parentId !== partnerIds[company.under]) {
      sentences.push(`${what} is under ${there.parentId}, not ${company.under}`);
    }
    if ((there.folderId !== null) !== company.inFolder) sentences.push(`${what}: wrong folder`);
  }
  const known = new Set([...world.companies.map(({ id }) => id), ...Object.values(partnerIds)]);
  for (const { id, name } of seen) {
    if (!known.has(id)) sentences.push(`company ${name} (${id}) is not the model's`);
  }
  return sentences;
}

/** Finds the companies that Sitesync was to create among those nobody knows yet. */
function recognize({ world, partnerIds }: Lane, seen: SeenCompany[]): void {
  const known = new Set(world.companies.map(({ id }) => id));
  for (const { id, name, under } of world.companies.filter((one) => one.id.startsWith('new '))) {
    const match = seen.find(
      (one) => !known.has(one.id) && one.name === name && one.parentId === partnerIds[under],
    );
    if (!match) continue;
    known.add(match.id);
    identify(world, id, match.id);
  }
}

function siteDifferences(lane: Lane, { dattoRmm, gravityzone }: SandboxState): string[] {
  return lane.world.sites.flatMap((site) => {
    const variables =
      dattoRmm.sites
        .find(({ uid }) => uid === site.uid)
        ?.variables.filter(({ name }) => name === variableName) ?? [];
    const wanted = site.hasVariable && site.exists ? 1 : 0;
    if (variables.length !== wanted) {
      return [`site ${site.name} has ${variables.length} variables, not ${wanted}`];
    }
    const packages = packagesOf(lane, site, gravityzone.packages);
    if (packages === null) return [];
    const [only] = packages;
    if (packages.length !== 1) {
      return [`site ${site.name} has ${packages.length} packages in its company`];
    }
    const isLinked = variables[0]?.value === only?.links.installLinkWindows;
    return wanted === 0 || isLinked
      ? []
      : [`site ${site.name}: its variable does not hold its company's link`];
  });
}

/** Null where there is nothing to look into. */
function packagesOf(
  { world, packageNames }: Lane,
  { uid, association }: Site,
  packages: SandboxState['gravityzone']['packages'],
) {
  if (!association || !companyOf(world, association.companyId).exists) return null;
  const { companyId } = association;
  const renamed = packageNames.get(companyId);
  return packages.filter(
    (one) =>
      one.companyId === companyId &&
      (renamed === undefined
        ? one.name.startsWith(`Sitesync ${uid.slice(0, 8)} `)
        : one.name === renamed),
  );
}

function associationDifferences({ world, partnerIds }: Lane, records: Records): string[] {
  const expected = world.sites.flatMap(({ uid, association }) =>
    association
      ? [`${uid} with ${association.companyId} under ${partnerIds[association.expectedUnder]}`]
      : [],
  );
  const seen = records.associations.map(
    (row) => `${row.site_uid} with ${row.company_id} under ${row.expected_parent_id}`,
  );
  const named = (sentence: string) =>
    world.sites.reduce((text, { uid, name }) => text.replace(uid, `${name} (${uid})`), sentence);
  return [
    ...differences(expected, seen).map((difference) => `association ${named(difference)}`),
    ...records.associations
      .filter(({ state }) => state !== 'complete')
      .map(({ site_uid, state }) => `the association of ${site_uid} is ${state}`),
  ];
}

function eventDifferences({ world }: Lane, { events }: Records): string[] {
  const sentences = world.events.flatMap((event) => {
    const { type, siteUid, state } = event;
    const row = events.find((one) => one.type === type && one.site_uid === siteUid);
    const what = `event ${type} of ${siteOf(world, siteUid).name}`;
    if (!row) return [`${what} was never raised; the model has it ${state}`];
    const told = row.outcome === null ? '' : ` (“${row.outcome}”)`;
    if (row.state !== state) return [`${what} is ${row.state}, not ${state}${told}`];
    const comesBack = state === 'open' && event.ignoredFacts !== null;
    return comesBack && row.occurrences < 2 ? [`${what} was ignored and is not counted`] : [];
  });
  const surplus = events.filter(
    ({ type, site_uid, state }) =>
      (state === 'open' || state === 'ignored') &&
      !world.events.some((one) => one.type === type && one.siteUid === site_uid),
  );
  return [
    ...sentences,
    ...surplus.map((row) => `event ${row.type} of ${row.site_uid} is ${row.state}, unforeseen`),
  ];
}
