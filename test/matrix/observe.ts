import { packageLinkVariable } from '../../rules/gravityzone/settings.ts';
import { event } from '../../db/schema/index.ts';
import type { LogEntry } from '../../sandbox/index.ts';
import type { EndedRun, Msp, SampleState } from '../sync/scene.ts';
import type { End } from './case-types.ts';
import type { Hands } from './hands.ts';
import type { Placed } from './place.ts';

/** What can be seen of a case from outside, in the words of the cases. */
export interface RunSeen {
  /** "company-moved open": every event of the site that is on record, with its state. */
  events: string[];
  effects: string[];
  /** The run's plan lists the site as to be created. */
  lists: boolean;
  /** The run tells a problem of the site. */
  tells: boolean;
}

const prefixLength = 'Sitesync '.length;

/** What requests changed at the vendors, by case; under `null` what no case stands for. */
export function effectsByCase(
  entries: readonly LogEntry[],
  placed: readonly Placed[],
): Map<string | null, string[]> {
  const effects = new Map<string | null, string[]>();
  for (const { effect, path } of entries) {
    if (effect === null) continue;
    const { verb, kind, name } = effect;
    const about = placed.find((one) =>
      kind === 'company'
        ? name.includes(one.name)
        : path.includes(one.siteUid) || name.startsWith(one.siteUid.slice(0, 8), prefixLength),
    );
    const words = kind === 'company' ? `${verb} company ${abc(name, about)}` : `${verb} ${kind}`;
    const key = about?.id ?? null;
    effects.set(key, [...(effects.get(key) ?? []), words]);
  }
  return effects;
}

/** What a run did, by case. */
export async function runSeen(
  msp: Msp,
  run: EndedRun,
  placed: readonly Placed[],
): Promise<(one: Placed) => RunSeen> {
  const effects = effectsByCase(run.calls, placed);
  const events = await eventsOf(msp);
  const listed = await listedToBeCreated(msp, run);
  return ({ id, siteUid, name }) => ({
    events: events
      .filter((row) => row.siteUid === siteUid)
      .map(({ type, state }) => `${type} ${state}`)
      .toSorted(),
    effects: effects.get(id) ?? [],
    lists: listed.includes(name),
    tells: run.problems.some((problem) => problem.siteUid === siteUid),
  });
}

export function eventsOf({ tenant }: Msp): Promise<(typeof event.$inferSelect)[]> {
  return tenant.read((tx) => tx.select().from(event));
}

async function listedToBeCreated({ tenant }: Msp, { row }: EndedRun): Promise<string[]> {
  const plan = await tenant.read((tx) =>
    tx.query.plan.findFirst({ where: (table, { eq }) => eq(table.runId, row.id) }),
  );
  return plan?.summary?.toBeCreated ?? [];
}

/** How the case's site stands, by the sandbox's true store and our association. */
export async function endOf(msp: Msp, hands: Hands, one: Placed): Promise<End> {
  const { dattoRmm, gravityzone } = await msp.state();
  const tied = (await msp.associations()).find(({ siteUid }) => siteUid === one.siteUid);
  const company = gravityzone.companies.find(({ id }) => id === tied?.companyId);
  const site = dattoRmm.sites.find(({ uid }) => uid === one.siteUid);
  const variable = site?.variables.find(({ name }) => name === packageLinkVariable);
  const links = gravityzone.packages
    .filter(({ companyId, name }) => companyId === tied?.companyId && isOf(name, one))
    .map((each) => each.links.installLinkWindows);
  const ready = links.length === 1 && links[0] === variable?.value && tied?.state === 'complete';
  const stands = variable === undefined ? 'none' : 'stale';
  return {
    companies: gravityzone.companies
      .filter(({ name }) => name.toLowerCase().includes(one.name.toLowerCase()))
      .map((each) => `${abc(each.name, one)}${placeOf(each, gravityzone, hands)}`)
      .toSorted(),
    associated: tied === undefined ? null : company === undefined ? 'gone' : abc(company.name, one),
    link: ready ? 'ready' : stands,
  };
}

function isOf(packageName: string, { siteUid }: Placed): boolean {
  return packageName.startsWith(`Sitesync ${siteUid.slice(0, 8)}`);
}

function placeOf(
  company: SampleState['gravityzone']['companies'][number],
  { rootCompanyId }: SampleState['gravityzone'],
  hands: Hands,
): string {
  if (company.parentId === hands.otherPartnerId) return ' of another partner';
  if (company.parentId !== rootCompanyId) return ' under a partner';
  return 'folderId' in company && company.folderId !== null ? ' in a folder' : '';
}

/** The case's own name reads "Abc". */
function abc(text: string, one: Placed | undefined): string {
  if (one === undefined) return text;
  return text.replaceAll(one.name, 'Abc').replaceAll(one.name.toUpperCase(), 'ABC');
}
