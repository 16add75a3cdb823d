import { discrepancyOf } from './detect.ts';
import { companyOf, isNobodysInView, nameOfNew } from './world.ts';
import type { Partner, Site, World } from './world.ts';

export function companyIdOf({ name, association }: Site): string {
  if (!association) throw new Error(`${name} has no company`);
  return association.companyId;
}

/** Managed and associated, with nothing the matter. */
export function resting(world: World): Site[] {
  return world.sites.filter(
    (site) =>
      site.exists &&
      site.managed &&
      site.association !== null &&
      discrepancyOf(world, site) === null,
  );
}

/** Resting, and right under the root. */
export function underRoot(world: World): Site[] {
  return resting(world).filter((site) => {
    const { under, inFolder } = companyOf(world, companyIdOf(site));
    return under === 'root' && !inFolder;
  });
}

export function movedSites(world: World): Site[] {
  return world.sites.filter(
    (site) => discrepancyOf(world, site)?.type === 'destination-moved' && site.managed,
  );
}

export function hiddenSites(world: World): Site[] {
  return world.sites.filter(
    (site) =>
      site.exists &&
      site.managed &&
      site.association !== null &&
      companyOf(world, companyIdOf(site)).hidden &&
      companyOf(world, companyIdOf(site)).exists,
  );
}

export function expectedUnder({ association }: Site): Partner {
  return association?.expectedUnder ?? 'root';
}

/** Whether a new company for the site could have its name. */
export function isNameFree(world: World, site: Site): boolean {
  // Whoever recreates without a name is led to such a company first.
  if (isNobodysInView(world, site)) return false;
  const wanted = nameOfNew(world, site.name);
  return world.companies.every(
    ({ id, name, exists }) => !exists || name !== wanted || id === site.association?.companyId,
  );
}
