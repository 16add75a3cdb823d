import type { StepContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import { seeSite } from './check-sites.ts';

/** Before anything of a deleted site is deleted: Datto RMM still says that there is none (spec 3.5). */
export async function checkSiteGone(step: StepContext): Promise<void> {
  const { siteUid, details } = step.action;
  const sight = await seeSite(await step.dattoRmm(), siteUid, step.signal);
  switch (sight) {
    case 'gone':
      return;
    case 'there':
      throw new StepProblem(
        'changed',
        `Site “${details.siteName}” is there again in Datto RMM; nothing was done. Sync to see how it stands.`,
      );
    case 'not-authorized':
      throw new StepProblem(
        'changed',
        `Datto RMM says that its key may not see site “${details.siteName}”, not that the site is gone; nothing was done. Give the key's user all sites, then sync.`,
      );
  }
}
