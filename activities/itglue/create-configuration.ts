import { eq } from 'drizzle-orm';
import { closeActionIn } from '../../db/actions/close-action.ts';
import { withTenant } from '../../db/connect.ts';
import { recordCreated } from '../../db/matches/record-created.ts';
import { action } from '../../db/schema/index.ts';
import type { StepContext } from '../action-context.ts';
import { performWrite } from '../writes/perform-write.ts';
import { configurationKey, configurationWrite } from './configuration-write.ts';
import { sourceOf } from './match-of-action.ts';
import { readConfigurationBefore } from './read-configuration-before.ts';
import { wantedConfiguration } from './wanted-configuration.ts';

/** Creates the configuration of a device as a person decided, and ends the action (spec 4.3). */
export async function createConfiguration(step: StepContext): Promise<void> {
  const { wanted, notes } = await wantedConfiguration(step);
  await keepNotes(step, notes);
  const { configuration } = wanted;
  let adopted = false;
  const { configurationId } = await performWrite(step, configurationWrite, {
    naturalKey: configurationKey(configuration),
    desired: wanted,
    async readBefore() {
      const before = await readConfigurationBefore(step, wanted);
      adopted = 'already' in before;
      return before;
    },
  });
  const { deps, tenantId, execution } = step;
  await withTenant(deps.db, tenantId, async (tx) => {
    if (adopted) {
      const names = { destinationId: configurationId, destinationName: configuration.name };
      const created = { ...sourceOf(step), ...names, adopted };
      await recordCreated(tx, step.action, created, execution);
    }
    await closeActionIn(tx, tenantId, step.action.id, { state: 'done' }, execution);
  });
}

/** What IT Glue's lists lack is told with the outcome. */
async function keepNotes({ deps, tenantId, action: mine }: StepContext, notes: string[]) {
  await withTenant(deps.db, tenantId, (tx) =>
    tx
      .update(action)
      .set({ details: { ...mine.details, notes } })
      .where(eq(action.id, mine.id)),
  );
}
