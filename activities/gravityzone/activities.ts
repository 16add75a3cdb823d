import type { ActivityDependencies } from '../dependencies.ts';
import type { RunInput } from '../read-listing.ts';
import { runStep, type ActionInput } from '../run-step.ts';
import { settleWriteByDecision, type SettleWriteInput } from '../writes/settle-by-decision.ts';
import { settleOpenWrites, type SweepInput } from '../writes/sweep.ts';
import { checkCompanyGone } from './check-company-gone.ts';
import { ensureCompany } from './ensure-company.ts';
import { ensureDeleted } from './ensure-deleted.ts';
import { ensureMoved } from './ensure-moved.ts';
import { ensurePackage } from './ensure-package.ts';
import { ensureRenamed } from './ensure-renamed.ts';
import { planRun, type PlanRunInput } from './plan-run.ts';
import { raiseRefused } from './raise-refused.ts';
import { readCompanies } from './read-companies.ts';
import { readDetails } from './read-details.ts';
import { readLinks } from './read-links.ts';
import { repairPackage } from './repair-package.ts';

export type GravityzoneActivities = ReturnType<typeof createGravityzoneActivities>;

/** Activities of the GravityZone queue. */
export function createGravityzoneActivities(deps: ActivityDependencies) {
  return {
    readCompanies: (run: RunInput) => readCompanies(deps, run),
    readDetails: (run: RunInput) => readDetails(deps, run),
    readLinks: (run: RunInput) => readLinks(deps, run),
    planRun: (input: PlanRunInput) => planRun(deps, input),
    raiseRefused: (run: RunInput) => raiseRefused(deps, run),
    checkCompanyGone: (input: ActionInput) =>
      runStep(deps, input, 'company-gone', checkCompanyGone),
    ensureCompany: (input: ActionInput) => runStep(deps, input, 'company', ensureCompany),
    ensurePackage: (input: ActionInput) => runStep(deps, input, 'package', ensurePackage),
    repairPackage: (input: ActionInput) => runStep(deps, input, 'repair', repairPackage),
    moveCompany: (input: ActionInput) => runStep(deps, input, 'move', ensureMoved),
    renameCompany: (input: ActionInput) => runStep(deps, input, 'rename', ensureRenamed),
    deleteCompany: (input: ActionInput) => runStep(deps, input, 'delete', ensureDeleted),
    settleOpenWrites: (input: SweepInput) =>
      settleOpenWrites(deps, input, ['datto-rmm', 'gravityzone']),
    settleWriteByDecision: (input: SettleWriteInput) => settleWriteByDecision(deps, input),
  };
}
