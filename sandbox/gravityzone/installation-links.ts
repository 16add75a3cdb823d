import { z } from 'zod';
import { parse, RpcError, type RpcMethod } from './rpc.ts';
import { companyOf, listedBelow, requireManageable } from './sight.ts';
import type { Package } from './store.ts';

const host = 'https://cloud.gravityzone.bitdefender.com';
const building = 1;
const ready = 2;

/** One entry per package, unpaged (gravityzone.md 5.6). Without `companyId`, of all managed companies. */
export const getInstallationLinks: RpcMethod = (call) => {
  const { switches, store, clock } = call;
  const { companyId, packageName } = parse(
    call,
    z.object({
      companyId: z.string().optional(),
      packageName: z.string().optional(),
      ringId: z.literal([0, 3, 4, 5]).optional(),
    }),
  );
  const companies = new Map(
    listedBelow(call)
      .filter(
        (company) =>
          company.canBeManagedByAbove ||
          switches.get('gravityzone.unmanageableCompany') === 'allowed',
      )
      .map((company) => [company.id, company]),
  );
  if (companyId !== undefined) {
    const company = companyOf(call, companyId);
    requireManageable(call, company);
    companies.clear();
    companies.set(company.id, company);
  }
  const found = store.packages
    .listed()
    .filter((one) => companies.has(one.companyId))
    .filter((one) => packageName === undefined || one.name === packageName);
  if (
    packageName !== undefined &&
    found.length === 0 &&
    switches.get('gravityzone.unknownPackageName') === 'error'
  ) {
    throw new RpcError(
      Number(switches.get('gravityzone.unknownPackageCode')),
      'The package does not exist',
    );
  }
  const inOrder =
    switches.get('gravityzone.linksOrder') === 'newestFirst' ? found.toReversed() : found;
  const isReady = (one: Package) => one.kitReadyAtMs <= clock.nowMs();
  const whileBuilding = switches.get('gravityzone.linkWhileBuilding');
  return call.rows
    .shape(inOrder)
    .rows.filter((one) => isReady(one) || whileBuilding !== 'noEntry')
    .map((one) => ({
      packageName: one.name,
      companyName: companies.get(one.companyId)?.name ?? '',
      companyId: one.companyId,
      ...(isReady(one) || whileBuilding === 'present' ? linksOf(one) : {}),
      ...(switches.get('gravityzone.linkStatus') === 'present'
        ? { status: { windows: isReady(one) ? ready : building } }
        : {}),
    }));
};

/** The brackets are literal: scripts cut the token out between them. */
export function linksOf({ token, id }: Package): Record<string, string> {
  const kit = (system: string) => `${host}/Packages/${system}/${id}/fullKit`;
  return {
    installLinkWindows: `${host}/Packages/BSTWIN/0/setupdownloader_[${token}].exe`,
    installLinkMac: `${host}/Packages/MAC/0/antivirus_for_mac_[${token}].pkg`,
    installLinkMacArm: `${host}/Packages/MACARM/0/antivirus_for_mac_[${token}].pkg`,
    installLinkMacDownloader: `${host}/Packages/MAC/0/setupdownloader_[${token}].dmg`,
    installLinkLinux: `${host}/Packages/BSTNIX/0/${id.slice(-6)}/installer`,
    fullKitWindowsX32: kit('BEST_windows_x32'),
    fullKitWindowsX64: kit('BEST_windows_x64'),
    fullKitWindowsArm64: kit('BEST_windows_arm64'),
    fullKitLinuxX32: kit('BEST_linux_x32'),
    fullKitLinuxX64: kit('BEST_linux_x64'),
    fullKitLinuxArm64: kit('BEST_linux_arm64'),
  };
}
