import type { LogEntry } from '../../sandbox/index.ts';
import type { SandboxState } from '../harness/control.ts';
import type { Ledger, WantedSite } from './ledger.ts';
import type { Records } from './records.ts';

/** What was seen from outside when all work had ended. */
export interface Evidence {
  ledger: Ledger;
  state: SandboxState;
  log: LogEntry[];
  records: Records;
}

/** Everything that must not be, one sentence each; all empty when the promise was kept. */
export interface Verdict {
  doubled: string[];
  lost: string[];
  adopted: string[];
  unsettled: string[];
  unreported: string[];
  found: { companies: number; packages: number; variables: number };
}

const variableName = 'GravityZonePackageLink';

/**
 * Judges writes from outside: from what the vendors hold and were told, and from the rows. It
 * imports nothing of the code that it judges.
 */
export function judge(evidence: Evidence): Verdict {
  const { ledger } = evidence;
  const found = { companies: 0, packages: 0, variables: 0 };
  const verdict: Verdict = {
    doubled: doubledEffects(evidence),
    lost: [],
    adopted: adoptedForeigners(evidence),
    unsettled: unsettled(evidence),
    unreported: [],
    found,
  };
  for (const site of ledger.sites) {
    verdict.doubled.push(...doubledInStore(evidence, site));
    const missing = missingOf(evidence, site);
    if (!missing.includes('company')) found.companies += 1;
    if (!missing.includes('package')) found.packages += 1;
    if (!missing.includes('variable')) found.variables += 1;
    if (missing.length === 0) continue;
    const sentence = `${site.name} has no ${missing.join(', no ')}`;
    if (site.foreigner === null) verdict.lost.push(sentence);
    else if (!evidence.records.reported.has(site.uid)) {
      verdict.unreported.push(`${sentence} after ${site.foreigner}, and no run says so`);
    }
  }
  return verdict;
}

export function isKept(verdict: Verdict): boolean {
  const { doubled, lost, adopted, unsettled, unreported } = verdict;
  return [doubled, lost, adopted, unsettled, unreported].every((list) => list.length === 0);
}

/** Each create has at most one effect for a site, as the vendors' own log has it. */
function doubledEffects({ ledger, log }: Evidence): string[] {
  const counts = new Map<string, number>();
  for (const { effect, path } of log) {
    if (effect?.verb !== 'create') continue;
    const site = siteOfEffect(ledger, effect, path);
    if (!site || ledger.isForeign(effect.kind, String(effect.id))) continue;
    const what = `${effect.kind} of ${site.name}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].flatMap(([what, count]) =>
    count > 1 ? [`the ${what} was created ${count} times`] : [],
  );
}

function siteOfEffect(
  ledger: Ledger,
  effect: NonNullable<LogEntry['effect']>,
  path: string,
): WantedSite | undefined {
  if (effect.kind === 'company') return ledger.siteOfCompany(effect.name);
  if (effect.kind === 'package') return ledger.siteOfPackage(effect.name);
  return effect.name === variableName ? ledger.siteOfPath(path) : undefined;
}

function doubledInStore({ ledger, state }: Evidence, site: WantedSite): string[] {
  const companies = state.gravityzone.companies.filter(
    ({ id, name }) => site.companyNames.includes(name) && !ledger.isForeign('company', id),
  );
  const packages = state.gravityzone.packages.filter(
    ({ id, name }) => ledger.siteOfPackage(name) === site && !ledger.isForeign('package', id),
  );
  const variables = variablesOf(state, site);
  return [
    ...(companies.length > 1 ? [`${site.name} has ${companies.length} companies`] : []),
    ...(packages.length > 1 ? [`${site.name} has ${packages.length} packages`] : []),
    ...(variables.length > 1 ? [`${site.name} has ${variables.length} variables`] : []),
  ];
}

function variablesOf(state: SandboxState, { uid }: WantedSite) {
  const site = state.dattoRmm.sites.find((one) => one.uid === uid);
  return site?.variables.filter(({ name }) => name === variableName) ?? [];
}

function missingOf({ ledger, state, records }: Evidence, site: WantedSite): string[] {
  const row = records.associations.find(({ site_uid }) => site_uid === site.uid);
  const { companies, packages } = state.gravityzone;
  const company = companies.find(({ id }) => id === row?.company_id);
  const ours = packages.find(
    ({ id, companyId }) =>
      id === row?.package_id && companyId === company?.id && !ledger.isForeign('package', id),
  );
  const [variable] = variablesOf(state, site);
  const holdsLink = ours !== undefined && variable?.value === ours.links.installLinkWindows;
  return [
    ...(company ? [] : ['company']),
    ...(ours ? [] : ['package']),
    ...(holdsLink ? [] : ['variable']),
    ...(row?.state === 'complete' ? [] : ['completed association']),
  ];
}

function adoptedForeigners({ ledger, log, records }: Evidence): string[] {
  const created = new Set(
    log.flatMap(({ effect }) =>
      effect?.verb === 'create' && !ledger.isForeign(effect.kind, String(effect.id))
        ? [String(effect.id)]
        : [],
    ),
  );
  const mayAssociate = new Set([
    ...ledger.existing,
    ...ledger.foreigners.flatMap((one) => (one.isAssociable ? [one.id] : [])),
  ]);
  const sentences: string[] = [];
  for (const row of records.associations) {
    const site = ledger.sites.find(({ uid }) => uid === row.site_uid);
    if (!site) continue;
    const isOurs = row.company_created
      ? created.has(row.company_id)
      : mayAssociate.has(row.company_id);
    if (!isOurs) sentences.push(`${site.name} was given company ${row.company_id}`);
    if (row.package_id !== null && !created.has(row.package_id)) {
      sentences.push(`${site.name} was given package ${row.package_id}`);
    }
  }
  for (const { kind, object_id } of records.owned) {
    if (ledger.isForeign(kind, object_id)) sentences.push(`${kind} ${object_id} counts as ours`);
  }
  for (const { natural_key, result } of records.intents) {
    const foreign =
      ledger.isForeign('company', result?.companyId ?? '') ||
      ledger.isForeign('package', result?.packageId ?? '');
    if (foreign) sentences.push(`the write ${natural_key} took somebody else's for its effect`);
  }
  return sentences;
}

function unsettled({ records }: Evidence): string[] {
  const open = records.intents.filter(({ state }) => ['open', 'unknown', 'person'].includes(state));
  return [
    ...open.map(({ operation, natural_key, state }) => `${operation} ${natural_key} is ${state}`),
    ...records.underWay.map(({ what, site_uid }) => `${what} of site ${site_uid} has not ended`),
  ];
}
