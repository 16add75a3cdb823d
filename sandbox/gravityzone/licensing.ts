import { z } from 'zod';
import { trial, yearly, type AddOn } from './license.ts';
import { changedLicense, monthlySubscription } from './license-parameters.ts';
import { dateText, invalidParams, parse, RpcError, type RpcCall, type RpcMethod } from './rpc.ts';
import { companyOf, companyOrOwn } from './sight.ts';
import type { Company } from './store.ts';

export const licensingMethods: Readonly<Record<string, RpcMethod>> = {
  getLicenseInfo(call) {
    const { companyId, returnAllProducts } = parse(
      call,
      z.object({
        companyId: z.string().optional(),
        returnAllProducts: z.boolean().default(false),
      }),
    );
    const info = licenseView(call, companyOrOwn(call, companyId));
    const forms = { byParameter: returnAllProducts ? [info] : info, object: info, array: [info] };
    return forms[call.switches.get('gravityzone.licenseInfoForm')];
  },

  setMonthlySubscription(call) {
    const wanted = parse(call, monthlySubscription);
    const company = companyOf(call, wanted.companyId);
    if (company.id === call.credential.companyId) {
      throw new RpcError(invalidParams, 'The subscription of your own company cannot be changed');
    }
    call.store.companies.put({ ...company, license: changedLicense(call, company, wanted) });
    call.effect = { verb: 'update', kind: 'license', id: company.id, name: company.name };
    return null;
  },
};

function licenseView(call: RpcCall, { license }: Company): Record<string, unknown> {
  const keyed = license.type === trial || license.type === yearly;
  const flags: Partial<Record<AddOn, boolean>> =
    license.type === trial && call.switches.get('gravityzone.trialFlags') === 'absent'
      ? {}
      : license.flags;
  return {
    subscriptionType: license.type,
    isAddon: false,
    ...(license.expiresAtMs === null
      ? {}
      : { expiryDate: dateText(call.switches, license.expiresAtMs) }),
    usedSlots: license.usedSlots,
    // Present but null on a monthly subscription without reserved seats (gravityzone.md 6.1).
    totalSlots: license.reservedSlots,
    ...(keyed
      ? { licenseKey: license.licenseKey }
      : {
          endSubscription: license.endSubscription ?? '',
          autoRenewPeriod: license.autoRenewPeriod,
          assignedProductType: license.assignedProductType,
          ...(license.assignedProtectionModel === null
            ? {}
            : { assignedProtectionModel: license.assignedProtectionModel }),
          ownUse: license.ownUse,
          resell: license.resell,
        }),
    ...flags,
  };
}
