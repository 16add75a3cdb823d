import { callsBound } from '../../rules/gravityzone/calls-bound.ts';
import { itglueCallsBound } from '../../rules/itglue/calls-bound.ts';
import type { SandboxState } from './sandbox-control.ts';

/**
 * The lower bound of a steady run's calls, by what the vendors of a sandbox hold: of a tenant with
 * GravityZone alone, or with IT Glue as well.
 */
export function callsBoundOf(
  { dattoRmm, gravityzone, itglue }: SandboxState,
  associations: number,
  { withItglue }: { withItglue: boolean },
): number {
  // The root is no part of its own tree.
  const companies = gravityzone.companies.filter(({ visible }) => visible).length - 1;
  const gravityzonePart = callsBound({
    sites: dattoRmm.sites.length,
    companies: companies + gravityzone.folders.length,
    associations,
  });
  if (!withItglue) return gravityzonePart;
  const managed = dattoRmm.sites.filter(
    ({ onDemand, system }) => !onDemand && system !== 'deletedDevices',
  );
  const itgluePart = itglueCallsBound({
    devicesBySite: managed.map(({ devices }) => devices.filter(({ deleted }) => !deleted).length),
    auditsChanged: 0,
    organizations: itglue.organizations.length,
    configurations: itglue.configurations.length,
  });
  return gravityzonePart + itgluePart;
}
