import { callsBound } from '../../rules/gravityzone/calls-bound.ts';
import { itglueCallsBound } from '../../rules/itglue/calls-bound.ts';
import type { SandboxState } from './sandbox-control.ts';

/** The lower bound of a steady run's calls, by what the vendors of a sandbox hold. */
export function callsBoundOf(
  { dattoRmm, gravityzone, itglue }: SandboxState,
  associations: number,
): number {
  // The root is no part of its own tree.
  const companies = gravityzone.companies.filter(({ visible }) => visible).length - 1;
  const managed = dattoRmm.sites.filter(
    ({ onDemand, system }) => !onDemand && system !== 'deletedDevices',
  );
  const gravityzonePart = callsBound({
    sites: dattoRmm.sites.length,
    companies: companies + gravityzone.folders.length,
    associations,
  });
  const itgluePart = itglueCallsBound({
    devicesBySite: managed.map(({ devices }) => devices.filter(({ deleted }) => !deleted).length),
    auditsChanged: 0,
    organizations: itglue.organizations.length,
    configurations: itglue.configurations.length,
  });
  return gravityzonePart + itgluePart;
}
