import type { CallReport } from '../http/call.ts';
import type { AddressPolicy } from '../http/addresses.ts';
import { keyHash } from '../http/key-hash.ts';
import type { RateLimits } from '../http/limits.ts';
import type { Precedence } from '../http/line.ts';
import { Turn } from '../http/turn.ts';
import type { SendOptions } from '../http/turn.ts';
import { checkVendorUrl } from '../http/vendor-url.ts';
import { deviceReads } from './device-reads.ts';
import type { Get } from './device-reads.ts';
import { readLimit, writeLimits } from './limits.ts';
import type { WriteOperation } from './limits.ts';
import { collectPages, listPages } from './pages.ts';
import type { ListOptions, Page } from './pages.ts';
import { part } from './path-part.ts';
import { dattoRead, dattoWrite } from './request.ts';
import type { DattoConnection } from './request.ts';
import { accessToken } from './token.ts';
import {
  accountSchema,
  siteSchema,
  sitesPageSchema,
  usersPageSchema,
  variablesPageSchema,
} from './schemas.ts';
import type { Account, Site, User, Variable } from './schemas.ts';

export interface DattoRmmClientOptions {
  /** An API URL or a platform's name; checked here. */
  url: string;
  key: string;
  secret: string;
  policy: AddressPolicy;
  limits: RateLimits;
  /** The account's uid once it is known: limits count for the account, whoever's key it is. */
  accountUid?: string | undefined;
  onCall?: ((call: CallReport) => void) | undefined;
  /** Time limit of a write, in milliseconds. Default 30,000. */
  writeTimeoutMs?: number | undefined;
}

interface ReadOptions {
  signal?: AbortSignal | undefined;
}

export type DattoRmmClient = ReturnType<typeof createDattoRmmClient>;

/**
 * The part of the Datto RMM API v2 that Sitesync uses. Reads wait for their limit by themselves; a
 * write needs a turn taken beforehand. Every method rejects with a {@link VendorError}, or, if its
 * signal stops a read or a wait, with the signal's reason.
 * @throws {VendorError} `address-refused` if the URL is not one of Datto RMM's
 */
export function createDattoRmmClient(options: DattoRmmClientOptions) {
  const origin = checkVendorUrl('datto-rmm', options.url, options.policy);
  const connection: DattoConnection = { ...options, origin };
  const who = options.accountUid ?? keyHash(origin, options.key);
  const reads = [readLimit(who)];

  const getAs =
    (precedence: Precedence): Get =>
    (operation, path, schema, { signal } = {}) => {
      const request = { operation, path, limits: reads, precedence, signal };
      return dattoRead(connection, { ...request, method: 'GET' }, schema);
    };
  const get = getAs('first');

  const write = (
    name: WriteOperation,
    turn: Turn<WriteOperation>,
    request: {
      operation: string;
      method: 'PUT' | 'POST' | 'DELETE';
      path: string;
      body?: unknown;
      secrets?: string[];
    },
    send: SendOptions,
  ): Promise<void> => {
    turn.use('datto-rmm', name);
    return dattoWrite(connection, { ...request, limits: writeLimits(who, name) }, send);
  };

  const siteVariables = '/v2/site/{siteUid}/variable';

  return {
    /** The API's origin, as checked. */
    origin,

    /** Waits until the limits grant one write, and has an access token ready for it. */
    async turn<Operation extends WriteOperation>(
      operation: Operation,
      signal?: AbortSignal,
    ): Promise<Turn<Operation>> {
      for (const limit of writeLimits(who, operation)) {
        await connection.limits.turn(limit, signal);
      }
      await accessToken(connection, { ...connection, signal });
      return new Turn(operation);
    },

    account: (read?: ReadOptions): Promise<Account> =>
      get('GET /v2/account', '/v2/account', accountSchema, read),

    /** @throws {VendorError} `not-found` if no such site exists or the key may not see it */
    site: async (siteUid: string, read?: ReadOptions): Promise<Site> =>
      get('GET /v2/site/{siteUid}', `/v2/site/${part(siteUid)}`, siteSchema, read),

    /** All sites, managed, on-demand and "Deleted Devices" alike, a page at a time. */
    listSites: (list?: ListOptions): AsyncGenerator<Page<Site>, void> =>
      listPages(
        (query) =>
          get('GET /v2/account/sites', `/v2/account/sites?${query}`, sitesPageSchema, list),
        list,
      ),

    listUsers: (list?: ListOptions): AsyncGenerator<Page<User>, void> =>
      listPages(
        (query) =>
          get('GET /v2/account/users', `/v2/account/users?${query}`, usersPageSchema, list),
        list,
      ),

    /** @throws {VendorError} `contract-broken` if fewer arrived than Datto RMM counts */
    accountVariables: (read?: ReadOptions): Promise<Variable[]> =>
      collectPages(
        'GET /v2/account/variables',
        (query) =>
          get(
            'GET /v2/account/variables',
            `/v2/account/variables?${query}`,
            variablesPageSchema,
            read,
          ),
        (variable) => variable.id,
      ),

    /** @throws {VendorError} `not-found`; `contract-broken` if fewer arrived than Datto RMM counts */
    siteVariables: async (siteUid: string, read?: ReadOptions): Promise<Variable[]> => {
      const operation = 'GET /v2/site/{siteUid}/variables';
      const path = `/v2/site/${part(siteUid)}/variables`;
      return collectPages(
        operation,
        (query) => get(operation, `${path}?${query}`, variablesPageSchema, read),
        (variable) => variable.id,
      );
    },

    // A discovery makes 20,000 of them: neither the few reads of another part of the run nor those
    // of a decision wait behind.
    ...deviceReads(getAs('gives-way')),

    /** The answer is empty: only a listing tells the new variable's id (datto-rmm.md 5.10). */
    createSiteVariable: async (
      siteUid: string,
      variable: { name: string; value: string; masked: boolean },
      turn: Turn<'createSiteVariable'>,
      send: SendOptions,
    ): Promise<void> =>
      write(
        'createSiteVariable',
        turn,
        {
          operation: `PUT ${siteVariables}`,
          method: 'PUT',
          path: `/v2/site/${part(siteUid)}/variable`,
          body: { name: variable.name, value: variable.value, masked: variable.masked },
          secrets: variable.masked ? [variable.value] : [],
        },
        send,
      ),

    /** Both name and value are sent: what a missing one would become is not known. */
    updateSiteVariable: async (
      siteUid: string,
      variableId: number,
      variable: { name: string; value: string },
      turn: Turn<'updateSiteVariable'>,
      send: SendOptions,
    ): Promise<void> =>
      write(
        'updateSiteVariable',
        turn,
        {
          operation: `POST ${siteVariables}/{variableId}`,
          method: 'POST',
          path: `/v2/site/${part(siteUid)}/variable/${variableId}`,
          body: { name: variable.name, value: variable.value },
          secrets: [variable.value],
        },
        send,
      ),

    deleteSiteVariable: async (
      siteUid: string,
      variableId: number,
      turn: Turn<'deleteSiteVariable'>,
      send: SendOptions,
    ): Promise<void> =>
      write(
        'deleteSiteVariable',
        turn,
        {
          operation: `DELETE ${siteVariables}/{variableId}`,
          method: 'DELETE',
          path: `/v2/site/${part(siteUid)}/variable/${variableId}`,
        },
        send,
      ),
  };
}
