import type { z } from 'zod';
import { parseValue } from '../http/answer-body.ts';
import type { AddressPolicy } from '../http/addresses.ts';
import type { CallReport } from '../http/call.ts';
import type { RateLimits } from '../http/limits.ts';
import { Turn } from '../http/turn.ts';
import type { SendOptions } from '../http/turn.ts';
import { checkVendorUrl } from '../http/vendor-url.ts';
import { readCompanyTree } from './company-tree.ts';
import { requireId, requirePackageId, requireSame } from './ids.ts';
import type { NewCompanyLicence } from './licence.ts';
import { licenseSubscription } from './licence.ts';
import { createLimitBook, rpcLimit } from './limits.ts';
import type { OnTreePage } from './list-inventory.ts';
import type { NewPackage } from './package-input.ts';
import { createPackage, listPackages } from './packages.ts';
import { rpcRead, rpcWrite } from './rpc.ts';
import type { GravityzoneConnection, RpcRequest } from './rpc.ts';
import {
  apiKeyDetailsSchema,
  companiesSchema,
  companyIdSchema,
  companySchema,
  countedPageSchema,
  installationLinksSchema,
  licensesSchema,
  packageDetailsSchema,
} from './schemas.ts';
import type {
  ApiKeyDetails,
  Company,
  CompanyFolderId,
  CompanyId,
  InstallationLink,
  License,
  PackageDetails,
  PackageId,
  PackageRef,
} from './schemas.ts';
import type { CompanyTree } from './tree.ts';

export interface GravityzoneClientOptions {
  /** As typed or stored; checked here. */
  accessUrl: string;
  apiKey: string;
  policy: AddressPolicy;
  limits: RateLimits;
  onCall?: ((call: CallReport) => void) | undefined;
  /** Time limit of a write, in milliseconds. Default 30,000. */
  writeTimeoutMs?: number | undefined;
}

interface ReadOptions {
  signal?: AbortSignal | undefined;
}

/** The writes, and the call that each is. */
const writeCalls = {
  createCompany: { api: 'companies', method: 'createCompany' },
  updateCompany: { api: 'companies', method: 'updateCompanyDetails' },
  deleteCompany: { api: 'companies', method: 'deleteCompany' },
  moveCompany: { api: 'network', method: 'moveCompanyOrCompanyFolder' },
  createPackage: { api: 'packages', method: 'createPackage' },
} as const;
export type WriteOperation = keyof typeof writeCalls;

/** findCompaniesByName gives no more than this, whatever there is. */
export const maxCompaniesFound = 100;

export type GravityzoneClient = ReturnType<typeof createGravityzoneClient>;

/**
 * The part of the GravityZone public API that Sitesync uses. Reads wait for their limit by
 * themselves; a write needs a turn taken beforehand. Every method rejects with a
 * {@link VendorError}, or, if its signal stops a read or a wait, with the signal's reason.
 * @throws {VendorError} `address-refused` if the URL is not one of GravityZone's
 */
export function createGravityzoneClient(options: GravityzoneClientOptions) {
  const accessUrl = checkVendorUrl('gravityzone', options.accessUrl, options.policy);
  const book = createLimitBook(accessUrl, options.apiKey);
  const connection: GravityzoneConnection = { ...options, accessUrl, book };

  const read = <S extends z.ZodType>(
    request: Omit<RpcRequest, 'signal'>,
    schema: S,
    { signal }: ReadOptions = {},
  ) => rpcRead(connection, { ...request, signal }, schema);

  const write = (
    name: WriteOperation,
    params: Record<string, unknown>,
    turn: Turn<WriteOperation>,
    send: SendOptions,
    naming = false,
  ) => {
    turn.use('gravityzone', name);
    return rpcWrite(connection, { ...writeCalls[name], params, naming }, send);
  };

  return {
    /** The access URL, as checked. */
    accessUrl,

    /** Waits until the limit of this write's row grants one. */
    async turn<Operation extends WriteOperation>(
      operation: Operation,
      signal?: AbortSignal,
    ): Promise<Turn<Operation>> {
      await options.limits.turn(rpcLimit(book, writeCalls[operation]), signal);
      return new Turn(operation);
    },

    apiKeyDetails: (reading?: ReadOptions): Promise<ApiKeyDetails> =>
      read(
        { api: 'general', method: 'getApiKeyDetails', params: {} },
        apiKeyDetailsSchema,
        reading,
      ),

    /** The company that the key belongs to. The only by-id call that is made without an id. */
    ownCompany: (reading?: ReadOptions): Promise<Company> =>
      read({ api: 'companies', method: 'getCompanyDetails', params: {} }, companySchema, reading),

    /**
     * @throws {VendorError} `not-found` with `vendorCode` -32002 (no such company) or -32602 (none,
     * or no right to it); `forbidden` (no right)
     */
    async companyDetails(id: CompanyId, reading?: ReadOptions): Promise<Company> {
      const params = { companyId: requireId(id) };
      const request = {
        api: 'companies',
        method: 'getCompanyDetails',
        params,
        byId: true,
      } as const;
      return requireSame(id, await read(request, companySchema, reading));
    },

    /**
     * Companies in the key's sight whose name begins so, in no known order. Names are not compared:
     * that is the caller's. `isCapped` tells that there may be more than were given.
     */
    async findCompaniesByName(
      name: string,
      reading?: ReadOptions,
    ): Promise<{ companies: Company[]; isCapped: boolean }> {
      const params = { nameFilter: name, maxResults: maxCompaniesFound };
      const request = { api: 'companies', method: 'findCompaniesByName', params } as const;
      const companies = await read(request, companiesSchema, reading);
      return { companies, isCapped: companies.length >= maxCompaniesFound };
    },

    /** @throws {VendorError} `contract-broken` if it can't be read whole */
    companyTree: async (
      rootId: CompanyId,
      reading: ReadOptions & { onPage?: OnTreePage | undefined } = {},
    ): Promise<CompanyTree> => readCompanyTree(connection, requireId(rootId), reading),

    /**
     * How many endpoints a company has, those in its groups included.
     * @throws {VendorError} `forbidden` also where the company's network is closed to the partner
     */
    endpointsCount: async (id: CompanyId, reading?: ReadOptions): Promise<number> => {
      // `companyId` is no parameter here, and is ignored silently (gravityzone.md 4.6).
      const params = {
        parentId: requireId(id),
        filters: { depth: { allItemsRecursively: true } },
        page: 1,
        perPage: 1,
      };
      const request = { api: 'network', method: 'getEndpointsList', params } as const;
      return (await read(request, countedPageSchema, reading)).total;
    },

    /** The company's licences; one unless it has several products. */
    licenseInfo: async (id: CompanyId, reading?: ReadOptions): Promise<License[]> =>
      read(
        { api: 'licensing', method: 'getLicenseInfo', params: { companyId: requireId(id) } },
        licensesSchema,
        reading,
      ),

    /** All packages of a company. The partner's own company is refused by GravityZone. */
    packages: async (id: CompanyId, { signal }: ReadOptions = {}): Promise<PackageRef[]> =>
      listPackages(connection, requireId(id), signal),

    /** @throws {VendorError} `not-found`, as for {@link companyDetails} */
    packageDetails: async (id: PackageId, reading?: ReadOptions): Promise<PackageDetails> =>
      read(
        {
          api: 'packages',
          method: 'getPackageDetails',
          params: { packageId: requirePackageId(id) },
          byId: true,
        },
        packageDetailsSchema,
        reading,
      ),

    /** Links of all managed companies, or of one, or of one package name, in no known order. */
    installationLinks: async (
      filter: { companyId?: CompanyId | undefined; packageName?: string | undefined } = {},
      reading?: ReadOptions,
    ): Promise<InstallationLink[]> =>
      read(
        {
          api: 'packages',
          method: 'getInstallationLinks',
          params: {
            ...(filter.companyId === undefined ? {} : { companyId: requireId(filter.companyId) }),
            ...(filter.packageName === undefined ? {} : { packageName: filter.packageName }),
          },
        },
        installationLinksSchema,
        reading,
      ),

    /**
     * Creates a customer directly under a partner.
     * @throws {VendorError} `conflict` if the name is taken, which may be by a company out of sight
     */
    async createCompany(
      company: { name: string; parentId: CompanyId; licence: NewCompanyLicence },
      turn: Turn<'createCompany'>,
      send: SendOptions,
    ): Promise<CompanyId> {
      const params = {
        type: 1,
        name: company.name,
        parentId: requireId(company.parentId),
        licenseSubscription: licenseSubscription(company.licence),
      };
      const { answer, result } = await write('createCompany', params, turn, send, true);
      return parseValue(companyIdSchema, result, answer);
    },

    /**
     * Renames a company.
     * @throws {VendorError} `conflict` if the name is taken
     */
    async updateCompany(
      company: { companyId: CompanyId; name: string },
      turn: Turn<'updateCompany'>,
      send: SendOptions,
    ): Promise<void> {
      // `id` here, where the other calls say `companyId` (gravityzone.md 0.3).
      const params = { id: requireId(company.companyId), name: company.name };
      await write('updateCompany', params, turn, send, true);
    },

    /** Moves a company under another partner or into a folder. */
    async moveCompany(
      move: { companyId: CompanyId; newParentId: CompanyId | CompanyFolderId },
      turn: Turn<'moveCompany'>,
      send: SendOptions,
    ): Promise<void> {
      const params = { id: requireId(move.companyId), newParentId: requireId(move.newParentId) };
      await write('moveCompany', params, turn, send);
    },

    /** Deletes a company with its users and licence. */
    async deleteCompany(
      id: CompanyId,
      turn: Turn<'deleteCompany'>,
      send: SendOptions,
    ): Promise<void> {
      await write('deleteCompany', { companyId: requireId(id) }, turn, send);
    },

    /**
     * @throws {VendorError} `conflict` if the name is taken; `licence` or `refused` if a module is
     * not to be had
     */
    async createPackage(
      input: NewPackage,
      turn: Turn<'createPackage'>,
      send: SendOptions,
    ): Promise<PackageId> {
      requireId(input.companyId);
      turn.use('gravityzone', 'createPackage');
      return createPackage(connection, input, send);
    },
  };
}
