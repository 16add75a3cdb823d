import { VendorError } from '../http/errors.ts';
import type { SendOptions } from '../http/turn.ts';
import { parseValue } from '../http/answer-body.ts';
import { createPackageParams } from './package-input.ts';
import type { NewPackage } from './package-input.ts';
import { rpcRead, rpcWrite } from './rpc.ts';
import type { GravityzoneConnection } from './rpc.ts';
import { createdPackageSchema, packagesPageSchema } from './schemas.ts';
import type { CompanyId, PackageId, PackageRef } from './schemas.ts';

const perPage = 100;
const maxPages = 1000;

/**
 * All packages of a company.
 * @throws {VendorError} `contract-broken` if fewer arrive than GravityZone counts
 */
export async function listPackages(
  connection: GravityzoneConnection,
  companyId: CompanyId,
  signal: AbortSignal | undefined,
): Promise<PackageRef[]> {
  const found = new Map<string, PackageRef>();
  for (let page = 1; page <= maxPages; page += 1) {
    const answer = await rpcRead(
      connection,
      {
        api: 'packages',
        method: 'getPackagesList',
        params: { companyId, page, perPage },
        signal,
      },
      packagesPageSchema,
    );
    for (const item of answer.items) found.set(item.id, item);
    const pagesCount = answer.pagesCount ?? Math.ceil((answer.total ?? 0) / perPage);
    if (page < pagesCount && answer.items.length > 0) continue;
    if (found.size >= (answer.total ?? 0)) return [...found.values()];
    throw short(`${found.size} of ${answer.total} packages arrived`);
  }
  throw short('it does not end');
}

/**
 * @throws {VendorError} `conflict` if the name is taken; `unknown-outcome` also if GravityZone says
 * that it made the package but not which
 */
export async function createPackage(
  connection: GravityzoneConnection,
  input: NewPackage,
  send: SendOptions,
): Promise<PackageId> {
  const { answer, result } = await rpcWrite(
    connection,
    {
      api: 'packages',
      method: 'createPackage',
      params: createPackageParams(input),
      naming: true,
      secrets: input.uninstallPassword === undefined ? [] : [input.uninstallPassword],
    },
    send,
  );
  const { packageId, success } = parseValue(createdPackageSchema, result, answer);
  if (success === false) throw answer.error({ code: 'refused' });
  if (packageId === null) throw answer.unclear({ happened: 'its answer names no package' });
  return packageId;
}

function short(happened: string): VendorError {
  return new VendorError({
    code: 'contract-broken',
    vendor: 'gravityzone',
    operation: 'packages.getPackagesList',
    happened: `the list of packages is not whole: ${happened}`,
    next: 'It is read again; if it stays so, report it.',
  });
}
