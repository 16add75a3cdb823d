import { z } from 'zod';
import {
  createCompanyParameters,
  detailsOf,
  updateCompanyParameters,
} from './company-parameters.ts';
import { requireUsableName } from './company-names.ts';
import { companyView } from './company-view.ts';
import { removeNetwork } from './endpoints.ts';
import { trialLicense } from './license.ts';
import { licenseOf } from './license-parameters.ts';
import { invalidParams, parse, RpcError, type RpcCall, type RpcMethod } from './rpc.ts';
import { companyOf, companyOrOwn, listedBelow, maySee, ownCompany } from './sight.ts';
import { partner, type Company } from './store.ts';

export const companyMethods: Readonly<Record<string, RpcMethod>> = {
  getCompanyDetails(call) {
    const { companyId } = parse(call, z.object({ companyId: z.string().optional() }));
    return companyView(call, companyOrOwn(call, companyId));
  },

  getCompanyDetailsByUser(call) {
    const { username } = parse(
      call,
      z.object({ username: z.string(), password: z.string().optional() }),
    );
    const companyId = call.store.users.get(username.toLowerCase());
    if (companyId === undefined) throw new RpcError(invalidParams, 'The user does not exist');
    return companyView(call, companyOf(call, companyId));
  },

  findCompaniesByName(call) {
    const { nameFilter, maxResults } = parse(
      call,
      z.object({ nameFilter: z.string(), maxResults: z.int().min(1).max(100).default(25) }),
    );
    const fold = (text: string) =>
      call.switches.get('gravityzone.findCase') === 'sensitive' ? text : text.toLowerCase();
    const anywhere = nameFilter.startsWith('*');
    const wanted = fold(anywhere ? nameFilter.slice(1) : nameFilter);
    const own =
      call.switches.get('gravityzone.findIncludesOwn') === 'yes' ? [ownCompany(call)] : [];
    const found = [...own, ...listedBelow(call)].filter(({ name }) =>
      anywhere ? fold(name).includes(wanted) : fold(name).startsWith(wanted),
    );
    return call.rows
      .shape(found)
      .rows.slice(0, maxResults)
      .map((company) => companyView(call, company));
  },

  createCompany(call) {
    const { store, clock } = call;
    const wanted = parse(call, createCompanyParameters);
    const parent = companyOrOwn(call, wanted.parentId, 'parentId');
    if (parent.type !== partner) {
      throw new RpcError(
        invalidParams,
        "Invalid value for 'parentId' parameter. The id of a partner company is expected",
      );
    }
    requireUsableName(call, wanted.name, parent.id, null);
    const canBeManagedByAbove = wanted.canBeManagedByAbove ?? true;
    if (!canBeManagedByAbove && wanted.accountEmail === undefined) {
      throw new RpcError(invalidParams, 'The required parameter is missing: accountEmail');
    }
    if (wanted.accountEmail !== undefined && wanted.accountFullName === undefined) {
      throw new RpcError(invalidParams, 'The required parameter is missing: accountFullName');
    }
    const company: Company = {
      id: store.nextId(),
      name: wanted.name,
      type: wanted.type,
      parentId: parent.id,
      folderId: null,
      address: '',
      phone: '',
      country: 'N/A',
      state: 'N/A',
      industry: 0,
      canBeManagedByAbove,
      enforce2FA: true,
      skip2FAPeriod: 0,
      isSuspended: false,
      createdAtMs: clock.nowMs(),
      contactPerson: {},
      customFields: {},
      ...detailsOf(call, wanted),
      license:
        wanted.licenseSubscription === undefined
          ? trialLicense(clock.nowMs(), call.random)
          : licenseOf(call, wanted.licenseSubscription, parent),
    };
    store.companies.put(company);
    if (wanted.accountEmail !== undefined) {
      store.users.set(wanted.accountEmail.toLowerCase(), company.id);
    }
    note(call, 'create', company);
    return company.id;
  },

  updateCompanyDetails(call) {
    const { store } = call;
    const wanted = parse(call, updateCompanyParameters);
    const company = companyOrOwn(call, wanted.id, 'id');
    if (wanted.name !== undefined) requireUsableName(call, wanted.name, company.parentId, company);
    if (wanted.type !== undefined && wanted.type !== company.type) {
      if (company.id === call.credential.companyId) {
        throw new RpcError(invalidParams, 'The type of your own company cannot be changed');
      }
      if (company.type === partner && childrenOf(call, company).length > 0) {
        throw new RpcError(invalidParams, 'A partner that has companies cannot become a customer');
      }
    }
    const changed: Company = {
      ...company,
      ...(wanted.name === undefined ? {} : { name: wanted.name }),
      ...(wanted.type === undefined ? {} : { type: wanted.type }),
      ...detailsOf(call, wanted),
    };
    store.companies.put(changed);
    note(call, 'update', changed);
    return null;
  },

  deleteCompany(call) {
    const { store, switches } = call;
    const { companyId } = parse(call, z.object({ companyId: z.string() }));
    const company = companyOf(call, companyId);
    if (company.id === call.credential.companyId) {
      throw new RpcError(invalidParams, 'Your own company cannot be deleted');
    }
    if (childrenOf(call, company).length > 0) {
      throw new RpcError(
        Number(switches.get('gravityzone.partnerWithChildrenCode')),
        'The company still has subordinate companies and cannot be deleted',
      );
    }
    store.companies.remove(company.id);
    store.keptNames.push(company.name);
    removeNetwork(store, company.id);
    for (const [username, id] of store.users) if (id === company.id) store.users.delete(username);
    if (switches.get('gravityzone.packagesOnDelete') === 'removed') {
      for (const one of store.packages.all()) {
        if (one.companyId === company.id) store.packages.remove(one.id);
      }
    }
    note(call, 'delete', company);
    return null;
  },

  suspendCompany: (call) => setSuspended(call, true),
  activateCompany: (call) => setSuspended(call, false),
};

function setSuspended(call: RpcCall, isSuspended: boolean): null {
  const required = call.switches.get('gravityzone.suspendRecursive') === 'required';
  const { companyId, recursive } = parse(
    call,
    z.object({
      companyId: z.string(),
      recursive: required ? z.boolean() : z.boolean().optional(),
    }),
  );
  const company = companyOf(call, companyId);
  if (company.id === call.credential.companyId) {
    throw new RpcError(invalidParams, 'Your own company cannot be suspended or activated');
  }
  const targets = recursive === true ? [company, ...descendantsOf(call, company)] : [company];
  for (const target of targets) call.store.companies.put({ ...target, isSuspended });
  note(call, isSuspended ? 'suspend' : 'activate', company);
  return null;
}

/** Hidden ones too: what the key cannot see still keeps its partner from being deleted. */
function childrenOf(call: RpcCall, company: Company): Company[] {
  return call.store.companies.all().filter((other) => other.parentId === company.id);
}

function descendantsOf(call: RpcCall, company: Company): Company[] {
  return childrenOf(call, company)
    .filter((child) => maySee(call.store, call.credential, child))
    .flatMap((child) => [child, ...descendantsOf(call, child)]);
}

function note(
  call: RpcCall,
  verb: 'create' | 'update' | 'delete' | 'suspend' | 'activate',
  company: Company,
): void {
  call.effect = { verb, kind: 'company', id: company.id, name: company.name };
}
