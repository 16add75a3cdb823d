import { recordVariable } from '../../db/associations/record-association.ts';
import type { Intent } from '../../db/writes/commit-intent.ts';
import { canonicalHash } from '../../rules/canonical-hash.ts';
import { packageLinkVariable } from '../../rules/gravityzone/settings.ts';
import type { ActionContext } from '../action-context.ts';
import type { Sighting, WriteOperation } from '../writes/operation.ts';
import { holdsLink, readPackageLink } from './package-link-variable.ts';

interface VariableValue {
  siteUid: string;
  value: string;
}

interface WrittenVariable {
  /** Null where the write was answered but the listing could not be read: the next run learns it. */
  variableId: number | null;
}

interface KnownVariable {
  variableId: number;
}

const foreignVariable = (siteName: string): Sighting<never> => ({
  found: 'foreign',
  sentence: `Site “${siteName}” has a variable ${packageLinkVariable} that Sitesync did not write.`,
});

/**
 * Creates the variable. Datto RMM answers with nothing, so its id is read from the listing
 * (datto-rmm.md 5.10).
 */
export const createVariable: WriteOperation<VariableValue, WrittenVariable> = {
  name: 'PUT /v2/site/{siteUid}/variable',
  vendor: 'datto-rmm',
  async prepare(context) {
    const client = await context.dattoRmm();
    const turn = await client.turn('createSiteVariable', context.signal);
    return async ({ siteUid, value }, options) => {
      const variable = { name: packageLinkVariable, value, masked: false };
      await client.createSiteVariable(siteUid, variable, turn, options);
      // The write took effect: from here on a failure to read is not a failure to write.
      const [made] = await readPackageLink(context).catch(() => []);
      return { variableId: made?.id ?? null };
    };
  },
  lookFor: lookForValue,
  made: ({ variableId }) =>
    variableId === null ? null : { kind: 'variable', objectId: String(variableId) },
  record: (tx, { tenantId, cause }, { siteUid }, { variableId }) =>
    recordVariable(tx, tenantId, siteUid, variableId, cause),
};

/** Gives an existing variable the link as its value. */
export const updateVariable: WriteOperation<VariableValue & KnownVariable, WrittenVariable> = {
  name: 'POST /v2/site/{siteUid}/variable/{variableId}',
  vendor: 'datto-rmm',
  async prepare(context) {
    const client = await context.dattoRmm();
    const turn = await client.turn('updateSiteVariable', context.signal);
    return async ({ siteUid, variableId, value }, options) => {
      const variable = { name: packageLinkVariable, value };
      await client.updateSiteVariable(siteUid, variableId, variable, turn, options);
      return { variableId };
    };
  },
  async lookFor(context, intent, desired) {
    const [variable, ...others] = await readPackageLink(context);
    if (!variable || others.length > 0) return foreignVariable(context.action.details.siteName);
    if (holdsLink(variable, desired.value)) {
      return { found: 'ours', result: { variableId: variable.id } };
    }
    const unchanged = evidenceOf(intent).some(
      ({ id, valueHash }) =>
        id === variable.id && valueHash === canonicalHash(variable.value ?? null),
    );
    return unchanged ? { found: 'none' } : foreignVariable(context.action.details.siteName);
  },
  made: () => null,
  record: (tx, { tenantId, cause }, { siteUid }, { variableId }) =>
    recordVariable(tx, tenantId, siteUid, variableId, cause),
};

/** Deletes the variable: before a masked one is made anew, or with its association. */
export const deleteVariable: WriteOperation<{ siteUid: string } & KnownVariable, null> = {
  name: 'DELETE /v2/site/{siteUid}/variable/{variableId}',
  vendor: 'datto-rmm',
  async prepare(context) {
    const client = await context.dattoRmm();
    const turn = await client.turn('deleteSiteVariable', context.signal);
    return async ({ siteUid, variableId }, options) => {
      await client.deleteSiteVariable(siteUid, variableId, turn, options);
      return null;
    };
  },
  async lookFor(context, _intent, { variableId }) {
    const variables = await readPackageLink(context);
    const there = variables.some(({ id }) => id === variableId);
    return there ? { found: 'none' } : { found: 'ours', result: null };
  },
  made: () => null,
  record: () => Promise.resolve(),
};

async function lookForValue(
  context: ActionContext,
  _intent: Intent,
  { value }: VariableValue,
): Promise<Sighting<WrittenVariable>> {
  const [variable, ...others] = await readPackageLink(context);
  if (!variable) return { found: 'none' };
  if (others.length > 0 || !holdsLink(variable, value)) {
    return foreignVariable(context.action.details.siteName);
  }
  return { found: 'ours', result: { variableId: variable.id } };
}

function evidenceOf(intent: Intent): { id: number; valueHash: string }[] {
  return intent.evidence as { id: number; valueHash: string }[];
}
