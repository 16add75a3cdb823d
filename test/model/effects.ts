import type { LogEntry } from '../../sandbox/index.ts';
import type { Effects } from './act.ts';
import type { World } from './world.ts';

/** What Sitesync's requests changed at the vendors, in the model's words. */
export function effectsIn(world: World, log: readonly LogEntry[]): Effects {
  return log.flatMap(({ effect, path }) => {
    if (effect === null) return [];
    const { verb, kind, name } = effect;
    const site = kind === 'variable' ? /\/site\/([^/]+)\//.exec(path)?.[1] : undefined;
    const of = kind === 'package' ? siteOfPackage(world, name) : site;
    return [`${verb} ${kind} ${of ?? name}`];
  });
}

/** A package's name begins with `Sitesync` and the first 8 characters of the site's uid. */
export function siteOfPackage(world: World, name: string): string | undefined {
  return world.sites.find(({ uid }) => name.startsWith(`Sitesync ${uid.slice(0, 8)} `))?.uid;
}

/** What is in one list and not in the other, where each counts as often as it stands there. */
export function differences(expected: Effects, seen: Effects): string[] {
  const missing = [...expected];
  const surplus: string[] = [];
  for (const effect of seen) {
    const at = missing.indexOf(effect);
    if (at >= 0) missing.splice(at, 1);
    else surplus.push(effect);
  }
  return [
    ...missing.map((effect) => `not done: ${effect}`),
    ...surplus.map((effect) =>
      expected.includes(effect) ? `done again: ${effect}` : `done unasked: ${effect}`,
    ),
  ];
}

/** The request that brings an effect about, and what in it tells for what it is. */
export function requestOf(
  world: World,
  effect: string,
): { vendor: string; operation: string; match: string } {
  const [verb = '', kind = '', ...rest] = effect.split(' ');
  const subject = rest.join(' ');
  const idOf = () => world.companies.find(({ name }) => name === subject)?.id ?? subject;
  const gravityzone = (operation: string, match: string) => ({
    vendor: 'gravityzone',
    operation,
    match,
  });
  const site = '/v2/site/{siteUid}/variable';
  switch (`${verb} ${kind}`) {
    case 'create company':
      return gravityzone('companies.createCompany', subject);
    case 'update company':
      return gravityzone('companies.updateCompanyDetails', subject);
    case 'delete company':
      return gravityzone('companies.deleteCompany', idOf());
    case 'move company':
      return gravityzone('network.moveCompanyOrCompanyFolder', idOf());
    case 'create package':
      return gravityzone('packages.createPackage', subject.slice(0, 8));
    case 'create variable':
      return { vendor: 'dattoRmm', operation: `PUT ${site}`, match: subject };
    case 'update variable':
      return { vendor: 'dattoRmm', operation: `POST ${site}/{variableId}`, match: subject };
    default:
      throw new Error(`no request is known that has the effect "${effect}"`);
  }
}
