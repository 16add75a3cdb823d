import { z } from 'zod';
import { invalidParams, RpcError, type RpcCall } from './rpc.ts';

/** Module keys of createPackage (gravityzone.md 5.1). There is no `antimalware`: it is always on. */
export const moduleKeys = [
  'advancedThreatControl',
  'firewall',
  'userControl',
  'antiphishing',
  'trafficScan',
  'deviceControl',
  'powerUser',
  'edrSensor',
  'advancedAntiExploit',
  'containerProtection',
  'encryption',
  'patchManagement',
  'networkAttackDefense',
  'integrityMonitoring',
] as const;

export type ModuleKey = (typeof moduleKeys)[number];
type OnOff = 0 | 1;

export interface PackageSpecification {
  readonly name: string;
  readonly description: string;
  readonly language: string;
  readonly modules: Readonly<Record<ModuleKey, OnOff>>;
  readonly roles: { readonly relay: OnOff; readonly exchange: OnOff };
  readonly scanMode: Readonly<Record<string, unknown>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly deploymentOptions: Readonly<Record<string, unknown>>;
  readonly productType: number;
}

const onOff = z.literal([0, 1]);
const engines = z.object({
  main: z.literal([1, 2, 3]),
  fallback: z.literal([1, 2, 3]).optional(),
});

export const packageParameters = {
  packageName: z.string().trim().min(1),
  description: z.string().default(''),
  language: z
    .enum(['en_US', 'es_ES', 'de_DE', 'fr_FR', 'ro_RO', 'pl_PL', 'pt_BR', 'it_IT', 'ru_RU'])
    .default('en_US'),
  modules: z.record(z.string(), onOff).default({}),
  scanMode: z
    .object({
      type: z.literal([1, 2]),
      computers: engines.optional(),
      vms: engines.optional(),
      ec2: engines.optional(),
    })
    .default({ type: 1 }),
  settings: z
    .object({
      scanBeforeInstall: onOff.optional(),
      removeCompetitors: onOff.optional(),
      uninstallPassword: z.string().optional(),
      customInstallationPath: z.string().optional(),
      customGroupId: z.string().optional(),
      vmsCustomGroupId: z.string().optional(),
    })
    .default({}),
  roles: z.object({ relay: onOff.default(0), exchange: onOff.default(0) }).default({
    relay: 0,
    exchange: 0,
  }),
  deploymentOptions: z.record(z.string(), z.unknown()).default({ type: 1 }),
  productType: z.literal([0, 3, 5]).default(0),
};

const parametersObject = z.object(packageParameters);
type Parameters = z.infer<typeof parametersObject>;

/** What a package would hold, or the vendor's refusal; the licence is not looked at here. */
export function specificationOf(call: RpcCall, wanted: Parameters): PackageSpecification {
  const password = wanted.settings.uninstallPassword;
  if (password !== undefined && password !== '' && !isStrong(password)) {
    refuse('uninstallPassword', 'It needs 6 characters, a digit, both cases and a special one');
  }
  if (wanted.scanMode.type === 2 && (!wanted.scanMode.computers || !wanted.scanMode.vms)) {
    refuse('scanMode', 'A custom scan mode needs computers and vms');
  }
  if (wanted.scanMode.ec2 !== undefined && wanted.scanMode.ec2.main !== 1) {
    refuse('scanMode.ec2.main', 'It can only be 1');
  }
  return {
    name: wanted.packageName,
    description: wanted.description,
    language: wanted.language,
    modules: modulesOf(call, wanted),
    roles: wanted.roles,
    scanMode: wanted.scanMode,
    settings: wanted.settings,
    deploymentOptions: wanted.deploymentOptions,
    productType: wanted.productType,
  };
}

function modulesOf(call: RpcCall, wanted: Parameters): Record<ModuleKey, OnOff> {
  const { contentControl, atc, ...given } = wanted.modules;
  const modules = Object.fromEntries(moduleKeys.map((key) => [key, 0])) as Record<ModuleKey, OnOff>;
  for (const [key, value] of Object.entries(given)) {
    if (key in modules) modules[key as ModuleKey] = value;
    else if (call.switches.get('gravityzone.unknownModule') === 'refused') {
      refuse('modules', `The module '${key}' is not known`);
    }
  }
  // `atc` is the deprecated name of advancedThreatControl.
  if (atc !== undefined && given['advancedThreatControl'] === undefined) {
    modules.advancedThreatControl = atc;
  }
  if (contentControl !== undefined) {
    // Its value is copied to the three; a different one for any of them is an error.
    for (const key of ['userControl', 'antiphishing', 'trafficScan'] as const) {
      if (given[key] !== undefined && given[key] !== contentControl) {
        refuse(`modules.${key}`, 'It differs from contentControl');
      }
      modules[key] = contentControl;
    }
  }
  if (wanted.productType === 3) requireReportOnlySet(modules);
  return modules;
}

/** With product type 3 the modules must be exactly these. */
function requireReportOnlySet(modules: Record<ModuleKey, OnOff>): void {
  const on: readonly ModuleKey[] = [
    'edrSensor',
    'userControl',
    'antiphishing',
    'trafficScan',
    'networkAttackDefense',
    'advancedThreatControl',
  ];
  if (moduleKeys.some((key) => (modules[key] === 1) !== on.includes(key))) {
    refuse('modules', 'Product type 3 needs its default set of modules');
  }
}

function isStrong(password: string): boolean {
  return (
    password.length >= 6 &&
    [/\d/, /[A-Z]/, /[a-z]/, /[^A-Za-z0-9]/].every((form) => form.test(password))
  );
}

function refuse(parameter: string, why: string): never {
  throw new RpcError(invalidParams, `Invalid value for '${parameter}' parameter. ${why}`);
}
