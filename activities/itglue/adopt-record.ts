import { sameName } from '../../rules/gravityzone/names.ts';
import { VendorError } from '../../vendors/http/errors.ts';
import {
  configurationId as configurationIdOf,
  organizationId as organizationIdOf,
} from '../../vendors/itglue/ids.ts';
import type { ActionContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import type { CreatedConfiguration, WantedConfiguration } from './configuration-write.ts';
import type { CreatedOrganization, WantedOrganization } from './organization-write.ts';

/** The organization that a person names as the one that was created, read afresh. */
export async function adoptOrganization(
  context: ActionContext,
  { name }: WantedOrganization,
  objectId: string,
): Promise<CreatedOrganization> {
  const client = await context.itglue();
  const id = asId(objectId, organizationIdOf);
  const found = await client.organization(id, { signal: context.signal });
  if (sameName(found.name, name)) return { organizationId: found.id };
  const sentence = `Organization ${objectId} is named “${found.name}”, and “${name}” was to be created.`;
  throw new StepProblem('refused', sentence);
}

/** The configuration that a person names as the one that was created, read afresh. */
export async function adoptConfiguration(
  context: ActionContext,
  { organizationId, organizationName }: WantedConfiguration,
  objectId: string,
): Promise<CreatedConfiguration> {
  const client = await context.itglue();
  const id = asId(objectId, configurationIdOf);
  const found = await client.configuration(id, { signal: context.signal });
  if (found.organizationId === organizationId) return { configurationId: found.id };
  const sentence = `Configuration “${found.name}” sits in organization “${found.organizationName ?? found.organizationId}”, and was to be created in “${organizationName}”.`;
  throw new StepProblem('refused', sentence);
}

function asId<Id>(text: string, read: (text: string) => Id): Id {
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    throw new StepProblem('bad-input', `“${text}” is no id of IT Glue: these are whole numbers.`);
  }
}
