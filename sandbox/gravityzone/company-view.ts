import { dateText, type RpcCall } from './rpc.ts';
import type { Company } from './store.ts';

/** A company as getCompanyDetails and findCompaniesByName show it (gravityzone.md 3.1). */
export function companyView(call: RpcCall, company: Company): Record<string, unknown> {
  const { switches } = call;
  return {
    id: company.id,
    type: company.type,
    name: company.name,
    address: company.address,
    phone: company.phone,
    canBeManagedByAbove: company.canBeManagedByAbove,
    enforce2FA: company.enforce2FA,
    skip2FAPeriod: company.skip2FAPeriod,
    isSuspended: company.isSuspended,
    createdAt: dateText(switches, company.createdAtMs),
    country: company.country,
    state: company.state,
    industry: company.industry,
    contactPerson: company.contactPerson,
    riskScore: { value: '0%', impact: 'Low', misconfigurations: '0%' },
    customFields: company.customFields,
    ...(switches.get('gravityzone.companyDetailsParentId') === 'present'
      ? { parentId: company.parentId }
      : {}),
    ...(switches.get('gravityzone.companyDetailsLicense') === 'present'
      ? { licenseSubscription: { type: company.license.type, ...company.license.flags } }
      : {}),
  };
}
