import { packageLinkVariable } from '../../rules/gravityzone/settings.ts';
import { countsOf } from './counts.ts';
import type { LoggedCall } from './sandbox-control.ts';
import { secondActDifferences } from './second-act-differences.ts';
import type { DemoPart, Story } from './story.ts';
import { thirdActDifferences } from './third-act-differences.ts';

const ownPackage = /^Sitesync [0-9a-f]{8} /;

/**
 * What is not as the demo should leave it, by the sandbox's own account of what it holds and of
 * what it was sent; each a sentence. Nothing, if all of it happened.
 */
export function differences(story: Story): string[] {
  return [
    ...story.sites.flatMap((site) => associationDifferences(story, site)),
    ...storeDifferences(story),
    ...effectDifferences(story),
    ...courseDifferences(story),
    ...secondActDifferences(story),
    ...thirdActDifferences(story),
  ];
}

/** Every association has exactly one company, one package and one variable with its install link. */
function associationDifferences({ state, sites }: Story, site: Story['sites'][number]): string[] {
  const { association } = site;
  const says = (what: string) => [`Site “${site.name}” ${what}.`];
  if (association?.state !== 'complete') return says('has an association that is not complete');
  const { companyId, packageName } = association;
  const companies = state.gravityzone.companies.filter(({ id }) => id === companyId);
  const sharing = sites.filter((other) => other.association?.companyId === companyId);
  if (companies.length !== 1 || sharing.length !== 1) {
    return says(`has ${companies.length} companies, shared by ${sharing.length} sites`);
  }
  const packages = state.gravityzone.packages.filter(
    (one) => one.companyId === companyId && ownPackage.test(one.name),
  );
  if (packages.length !== 1 || packages[0]?.name !== packageName) {
    return says(`has ${packages.length} packages of ours, or one of another name`);
  }
  const variables =
    state.dattoRmm.sites
      .find(({ uid }) => uid === site.uid)
      ?.variables.filter(({ name }) => name === packageLinkVariable) ?? [];
  if (variables.length !== 1) return says(`has ${variables.length} variables`);
  const [variable] = variables;
  if (variable?.masked === true || variable?.value !== packages[0].links.installLinkWindows) {
    return says('has a variable that does not hold its package’s install link');
  }
  return [];
}

/** Nothing of ours is where no association is, and the sites are those that Datto RMM has. */
function storeDifferences(story: Story): string[] {
  const { state, sites } = story;
  const counts = countsOf(story);
  const managed = state.dattoRmm.sites.filter(
    ({ onDemand, system }) => !onDemand && system !== 'deletedDevices',
  );
  const packages = state.gravityzone.packages.filter(({ name }) => ownPackage.test(name));
  return [
    ...differing('managed sites', counts.sites, managed.length),
    ...differing('associations', counts.associations, sites.length),
    ...differing('packages of ours', counts.associations, packages.length),
  ];
}

/** What was counted is what took effect, and only where something was to be written. */
function effectDifferences(story: Story): string[] {
  const { log } = story;
  const counts = countsOf(story);
  const calls = Object.values(log).flat();
  const took = (kind: string, ...verbs: string[]) =>
    calls.filter(({ effect }) => effect?.kind === kind && verbs.includes(effect.verb)).length;
  const quiet: readonly (readonly [DemoPart, string])[] = [
    ['first', 'The first run, at Monitor & report,'],
    ['held', 'The held run'],
    ['steady', 'The last run, with nothing to do,'],
  ];
  return [
    ...differing('companies created', counts.companiesCreated, took('company', 'create')),
    ...differing('packages created', counts.packages, took('package', 'create')),
    ...differing('variables written', counts.variables, took('variable', 'create', 'update')),
    ...quiet.flatMap(([part, who]) => {
      const effects = effectsIn(log[part]);
      return effects === 0 ? [] : [`${who} had ${effects} effects at the vendors.`];
    }),
  ];
}

/** The mapping was carried out whole, the run was held, and the allowed run did its work. */
function courseDifferences({ mapping, runs, steady, sites }: Story): string[] {
  const bad = mapping.rows.filter(({ state }) => state !== 'done');
  return [
    ...bad.map(
      (row) =>
        `The mapping of “${row.siteName}” was not done: ${row.problem ?? row.state ?? 'refused'}`,
    ),
    ...(runs.first.status === 'ok' ? [] : [`The first run ended as ${runs.first.status}.`]),
    ...(runs.held.status === 'held' ? [] : [`The sync ended as ${runs.held.status}, not held.`]),
    ...(['ok', 'partial'].includes(runs.allowed.status)
      ? []
      : [`The allowed run ended as ${runs.allowed.status}.`]),
    ...(runs.steady.status === 'ok' ? [] : [`The last run ended as ${runs.steady.status}.`]),
    ...(sites.length > mapping.rows.length ? [] : ['The allowed run associated nothing.']),
    // The allowance is for what a run can't foresee, such as a new token.
    ...(steady.calls <= steady.bound * 1.05 + 6
      ? []
      : [`The last run made ${steady.calls} calls; its bound is ${steady.bound}.`]),
  ];
}

/** How many requests changed something at a vendor. */
export function effectsIn(calls: readonly LoggedCall[]): number {
  return calls.filter(({ effect }) => effect !== null).length;
}

function differing(what: string, counted: number, there: number): string[] {
  return counted === there ? [] : [`Sitesync counts ${counted} ${what}, the sandbox ${there}.`];
}
