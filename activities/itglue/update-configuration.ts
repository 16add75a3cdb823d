import { closeAction } from '../../db/actions/close-action.ts';
import { ownedFieldTitles, type OwnedField } from '../../rules/itglue/settings.ts';
import { configurationId as configurationIdOf } from '../../vendors/itglue/ids.ts';
import type { StepContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import { performWrite, type Before } from '../writes/perform-write.ts';
import {
  differing,
  fieldsKey,
  fieldsWrite,
  type WantedFields,
  type WrittenFields,
} from './fields-write.ts';
import { matchOfAction } from './match-of-action.ts';

/** Writes the fields of a matched configuration that a run was permitted to write (spec 4.4). */
export async function updateConfiguration(step: StepContext): Promise<void> {
  const { configurationId = '', configurationName = '', changes = [] } = step.action.details;
  const wanted = { configurationId, configurationName, changes };
  const { notKept } = await performWrite(step, fieldsWrite, {
    naturalKey: fieldsKey(wanted),
    desired: wanted,
    readBefore: () => readFields(step, wanted),
  });
  if (notKept.length > 0) {
    const sentence = `IT Glue took the ${titles(notKept)} of configuration “${configurationName}” and did not keep it. Look at it there.`;
    throw new StepProblem('not-kept', sentence);
  }
  const { deps, tenantId, execution, action } = step;
  await closeAction(deps.db, tenantId, action.id, { state: 'done' }, execution);
}

/**
 * The match stands, the configuration is where it was, and its fields are as they were planned on:
 * nothing is written over what came meanwhile.
 */
async function readFields(
  step: StepContext,
  { configurationId, configurationName, changes }: WantedFields,
): Promise<Before<WrittenFields>> {
  const { organizationId, organizationName } = step.action.details;
  const changed = (what: string) => {
    const sentence = `Configuration “${configurationName}” ${what}; nothing was written. The next run looks again.`;
    return new StepProblem('changed', sentence);
  };
  const row = await matchOfAction(step);
  if (row.state !== 'matched' || row.destinationId !== configurationId) {
    throw changed(`is not what device “${row.name}” is matched to any more`);
  }
  const client = await step.itglue();
  const [found] = await client.configurationsOfIds([configurationIdOf(configurationId)], {
    signal: step.signal,
  });
  if (!found) throw changed('is not to be seen any more');
  if (found.archived) throw changed('is archived by now');
  if (found.organizationId !== organizationId) {
    throw changed(`is not in organization “${organizationName ?? ''}” any more`);
  }
  if (differing(found, changes, 'after').length === 0) return { already: { notKept: [] } };
  const others = differing(found, changes, 'before');
  if (others.length > 0) throw changed(`has another ${titles(others)} by now`);
  return { evidence: { readAt: new Date().toISOString(), organizationId } };
}

function titles(fields: readonly OwnedField[]): string {
  return fields.map((field) => ownedFieldTitles[field]).join(', ');
}
