import { runProblem } from '../problems.ts';
import type { Problem } from '../problems.ts';
import type { Unseen } from './association-finding.ts';

/**
 * A run says what it could not see of its associations: nothing is done to them, since a listing
 * that lacks something proves nothing while nobody says by id that it is gone (spec 3.6.1).
 */
export function unseenProblems(unseen: readonly Unseen[]): Problem[] {
  const count = (what: Unseen) => unseen.filter((one) => one === what).length;
  const sites = count('site');
  const companies = count('company');
  return [
    ...(sites === 0
      ? []
      : [
          runProblem(
            'sites-not-in-view',
            `The listing of sites lacks ${sites} associated ${sites === 1 ? 'site' : 'sites'} that Datto RMM does not say to be deleted: nothing is done to ${sites === 1 ? 'it' : 'them'}. Check what the connection’s key may see.`,
          ),
        ]),
    ...(companies === 0
      ? []
      : [
          runProblem(
            'companies-not-in-view',
            `The tree of companies lacks ${companies} associated ${companies === 1 ? 'company' : 'companies'} that GravityZone still knows by id: nothing is done to ${companies === 1 ? 'it' : 'them'}. The next run reads the tree again.`,
          ),
        ]),
  ];
}
