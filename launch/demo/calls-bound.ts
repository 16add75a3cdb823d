import { callsBound } from '../../rules/gravityzone/calls-bound.ts';
import type { SandboxState } from './sandbox-control.ts';

/** The lower bound of a steady run's calls, by what the vendors of a sandbox hold. */
export function callsBoundOf(
  { dattoRmm, gravityzone }: SandboxState,
  associations: number,
): number {
  // The root is no part of its own tree.
  const companies = gravityzone.companies.filter(({ visible }) => visible).length - 1;
  return callsBound({
    sites: dattoRmm.sites.length,
    companies: companies + gravityzone.folders.length,
    associations,
  });
}
