import type { ActivityDependencies } from '../dependencies.ts';
import type { RunInput } from '../read-listing.ts';
import { runStep, type ActionInput } from '../run-step.ts';
import { settleOpenWrites, type SweepInput } from '../writes/sweep.ts';
import { applyMatchItems, type MatchDecisionsInput } from './apply-match-items.ts';
import { createConfiguration } from './create-configuration.ts';
import { createOrganization } from './create-organization.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readConfigurations } from './read-configurations.ts';
import { readOrganizations } from './read-organizations.ts';
import { updateConfiguration } from './update-configuration.ts';

export type ItglueActivities = ReturnType<typeof createItglueActivities>;

/** Activities of the IT Glue queue. */
export function createItglueActivities(deps: ActivityDependencies) {
  return {
    readOrganizations: (run: RunInput) => readOrganizations(deps, run),
    readConfigurations: (run: RunInput) => readConfigurations(deps, run),
    readCatalogue: (run: RunInput) => readCatalogue(deps, run),
    applyMatchItems: (input: MatchDecisionsInput) => applyMatchItems(deps, input),
    createOrganization: (input: ActionInput) =>
      runStep(deps, input, 'organization', createOrganization),
    createConfiguration: (input: ActionInput) =>
      runStep(deps, input, 'configuration', createConfiguration),
    updateConfiguration: (input: ActionInput) =>
      runStep(deps, input, 'fields', updateConfiguration),
    settleOpenWrites: (input: SweepInput) => settleOpenWrites(deps, input, ['itglue']),
  };
}
