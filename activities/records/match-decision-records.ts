import { nudgeMatchDecisions } from '../../db/matches/match-actions.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import type { TenantInput } from './run-records.ts';

/** Starts the workflow of a tenant's match decisions again where some are left and nobody is at work. */
export function resumeMatchDecisions(
  { db }: ActivityDependencies,
  { tenantId }: TenantInput,
): Promise<void> {
  return nudgeMatchDecisions(db, tenantId);
}
