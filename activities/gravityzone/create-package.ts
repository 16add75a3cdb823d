import { recordPackage } from '../../db/associations/record-association.ts';
import type { Intent } from '../../db/writes/commit-intent.ts';
import { sameName } from '../../rules/gravityzone/names.ts';
import type { NewPackage } from '../../vendors/gravityzone/package-input.ts';
import type { CompanyId, PackageRef } from '../../vendors/gravityzone/schemas.ts';
import type { ActionContext } from '../action-context.ts';
import { uninstallPassword } from '../secrets.ts';
import type { Sighting, WriteOperation } from '../writes/operation.ts';

/** A package as it is kept with its intent: without the uninstall password. */
export type WantedPackage = Omit<NewPackage, 'uninstallPassword' | 'companyId' | 'description'> & {
  companyId: string;
  /** Names the action that makes it: the mark by which it is known as ours when read back. */
  description: string;
  hasUninstallPassword: boolean;
};

interface CreatedPackage {
  packageId: string;
}

/** Creates the installation package of an association. */
export const createPackage: WriteOperation<WantedPackage, CreatedPackage> = {
  name: 'packages.createPackage',
  vendor: 'gravityzone',
  async prepare(context) {
    const client = await context.gravityzone();
    const turn = await client.turn('createPackage', context.signal);
    return async ({ hasUninstallPassword, ...wanted }, options) => {
      const password = hasUninstallPassword ? await uninstallPassword(context) : undefined;
      const input = {
        ...wanted,
        companyId: wanted.companyId as CompanyId,
        uninstallPassword: password,
      };
      return { packageId: await client.createPackage(input, turn, options) };
    };
  },
  lookFor,
  made: ({ packageId }) => ({ kind: 'package', objectId: packageId }),
  // The link follows once its kit is built.
  record: (tx, { tenantId, action, cause }, { name }, { packageId }) =>
    recordPackage(
      tx,
      tenantId,
      action.siteUid,
      { packageId, packageName: name, installLink: null },
      cause,
    ),
};

/** The company's packages of this name. */
export async function packagesNamed(
  context: ActionContext,
  companyId: string,
  name: string,
): Promise<PackageRef[]> {
  const client = await context.gravityzone();
  const packages = await client.packages(companyId as CompanyId, { signal: context.signal });
  return packages.filter((one) => sameName(one.name, name));
}

async function lookFor(
  context: ActionContext,
  _intent: Intent,
  wanted: WantedPackage,
): Promise<Sighting<CreatedPackage>> {
  const [there, ...others] = await packagesNamed(context, wanted.companyId, wanted.name);
  if (!there) return { found: 'none' };
  const foreign = (why: string): Sighting<CreatedPackage> => ({
    found: 'foreign',
    sentence: `A package “${wanted.name}” is there after a create whose answer was lost, and ${why}.`,
  });
  if (others.length > 0) return foreign(`there are ${others.length + 1} of them`);
  const client = await context.gravityzone();
  const details = await client.packageDetails(there.id, { signal: context.signal });
  if (details.description !== wanted.description) return foreign('it is not marked as ours');
  return { found: 'ours', result: { packageId: there.id } };
}
