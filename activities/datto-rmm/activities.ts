import type { ActivityDependencies } from '../dependencies.ts';
import type { RunInput } from '../read-listing.ts';
import { runStep, type ActionInput } from '../run-step.ts';
import { checkSiteGone } from './check-site-gone.ts';
import { checkSite } from './check-site.ts';
import { checkSites } from './check-sites.ts';
import { ensureVariable } from './ensure-variable.ts';
import { readAudits } from './read-audits.ts';
import { readDevices } from './read-devices.ts';
import { readSites } from './read-sites.ts';
import { readVariables } from './read-variables.ts';
import { removeAssociation } from './remove-association.ts';

export type DattoRmmActivities = ReturnType<typeof createDattoRmmActivities>;

/** Activities of the Datto RMM queue. */
export function createDattoRmmActivities(deps: ActivityDependencies) {
  return {
    readSites: (run: RunInput) => readSites(deps, run),
    checkSites: (run: RunInput) => checkSites(deps, run),
    readVariables: (run: RunInput) => readVariables(deps, run),
    readDevices: (run: RunInput) => readDevices(deps, run),
    readAudits: (run: RunInput) => readAudits(deps, run),
    checkSite: (input: ActionInput) => runStep(deps, input, 'site', checkSite),
    checkSiteGone: (input: ActionInput) => runStep(deps, input, 'site-gone', checkSiteGone),
    ensureVariable: (input: ActionInput) => runStep(deps, input, 'variable', ensureVariable),
    removeAssociation: (input: ActionInput) => runStep(deps, input, 'remove', removeAssociation),
  };
}
