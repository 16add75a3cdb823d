import { companyOf, inSight } from './world.ts';
import type { Company, Site, World } from './world.ts';

/** What an action changes at the vendors, in the order of its steps; each exactly once. */
export type Effects = string[];

/** A new company for a site: created, packaged, and its link written; it takes the place of the old. */
export function giveNewCompany(world: World, site: Site, name: string): Effects {
  world.created += 1;
  const company: Company = {
    id: `new ${world.created}`,
    name,
    under: 'root',
    inFolder: false,
    isPartner: false,
    hidden: false,
    exists: true,
  };
  world.companies.push(company);
  return [`create company ${name}`, ...associate(site, company)];
}

export function associate(site: Site, company: Company): Effects {
  const effects = [
    `create package ${site.uid}`,
    `${site.hasVariable ? 'update' : 'create'} variable ${site.uid}`,
  ];
  site.association = { companyId: company.id, expectedUnder: company.under };
  site.hasVariable = true;
  site.refusedName = null;
  return effects;
}

export function moveBack(world: World, site: Site): Effects {
  const { association } = site;
  if (!association) throw new Error(`${site.name} has no company to move back`);
  const company = companyOf(world, association.companyId);
  company.under = association.expectedUnder;
  company.inFolder = false;
  return [`move company ${company.name}`];
}

/** Whether GravityZone refuses the name: it looks at every company of the instance. */
export function isRefused({ companies }: World, name: string): boolean {
  const bearer = companies.find((company) => company.exists && company.name === name);
  if (bearer && inSight(bearer)) throw new Error(`the model has no answer for a visible ${name}`);
  return bearer !== undefined;
}
