import { z } from 'zod';
import { canCarryText, lengthOf } from './names.ts';

/** The site variable that holds the Windows install link. RMM jobs read it by this name (spec 3.2). */
export const packageLinkVariable = 'GravityZonePackageLink';

/** What an operator reads for each synchronization level (spec 3.4). */
export const levelTitles = {
  'monitor-report': 'Monitor & report synchronized inventory status',
  'monitor-handle': 'Monitor & handle synchronized inventory status',
  automatic: 'Automatic inventory synchronization',
} as const;
export type Level = keyof typeof levelTitles;

/** The modules offered for default packages; Antimalware is always on and not offered (spec 3.3). */
export const moduleTitles = {
  advancedAntiExploit: 'Advanced Anti-Exploit',
  advancedThreatControl: 'Advanced Threat Control',
  deviceControl: 'Device Control',
  firewall: 'Firewall',
  contentControl: 'Content Control',
  networkAttackDefense: 'Network Attack Defense',
  powerUser: 'Power User',
} as const;

/** The add-ons, each of which a company's licence has to allow (spec 3.3). */
export const addOnTitles = {
  edrSensor: 'EDR Sensor',
  patchManagement: 'Patch Management',
  exchangeProtection: 'Exchange Protection',
  fullDiskEncryption: 'Full Disk Encryption',
} as const;
export type AddOn = keyof typeof addOnTitles;

/** The languages that a package can have (gravityzone.md, 5.1). */
export const languages = [
  'en_US',
  'es_ES',
  'de_DE',
  'fr_FR',
  'ro_RO',
  'pl_PL',
  'pt_BR',
  'it_IT',
  'ru_RU',
] as const;

const addOnsSchema = z
  .object({
    edrSensor: z.boolean().default(false),
    patchManagement: z.boolean().default(false),
    exchangeProtection: z.boolean().default(false),
    fullDiskEncryption: z.boolean().default(false),
  })
  .prefault({});

/**
 * The licence of a company that is created. `monthly` takes seats from the shared pool,
 * `fixed-seats` reserves a number of them; a trial has features of its own (gravityzone.md, 3.4).
 */
const licenceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('monthly'), addOns: addOnsSchema }),
  z.object({ kind: z.literal('trial') }),
  z.object({
    kind: z.literal('fixed-seats'),
    seats: z.int().min(1).max(1_000_000),
    addOns: addOnsSchema,
  }),
]);
export type Licence = z.infer<typeof licenceSchema>;

const packageSchema = z
  .object({
    modules: z
      .object({
        advancedAntiExploit: z.boolean().default(true),
        advancedThreatControl: z.boolean().default(true),
        deviceControl: z.boolean().default(true),
        firewall: z.boolean().default(true),
        contentControl: z.boolean().default(true),
        networkAttackDefense: z.boolean().default(true),
        // Gives the person at the device the right to change the agent's settings.
        powerUser: z.boolean().default(false),
      })
      .prefault({}),
    addOns: addOnsSchema,
    removeCompetitor: z.boolean().default(true),
    language: z.enum(languages).default('en_US'),
    /** The password itself is a secret and is kept with the secrets. */
    uninstallPasswordSet: z.boolean().default(false),
  })
  .prefault({});

/** "More than the larger of `min` and `percent` %" (spec 3.6.2). */
const holdLimitSchema = (min: number, percent: number) =>
  z
    .object({
      min: z.int().min(0).max(100_000).default(min),
      percent: z.int().min(0).max(100).default(percent),
    })
    .prefault({});
export type HoldLimit = z.infer<ReturnType<typeof holdLimitSchema>>;

/** The longest prefix that leaves room for a blank and one character of a name. */
export const longestPrefix = 62;

const prefixSchema = z
  .string()
  .trim()
  .refine((prefix) => lengthOf(prefix) <= longestPrefix, {
    error: `A prefix has at most ${longestPrefix} characters, so that a name still fits after it.`,
  })
  .refine(canCarryText, { error: 'A prefix can’t hold “<”, “>” or control characters.' })
  .refine((prefix) => !prefix.startsWith('*'), {
    error: 'A prefix can’t begin with “*”: GravityZone’s search takes it as “anything”.',
  });

/** A tenant's GravityZone settings. `parse({})` gives the defaults (spec 3.3, 3.4, 3.6.2). */
export const gravityzoneSettingsSchema = z.object({
  level: z.enum(['monitor-report', 'monitor-handle', 'automatic']).default('monitor-report'),
  handling: z.enum(['automatic', 'manual']).default('manual'),
  prefix: prefixSchema.default(''),
  prefixForCreation: z.enum(['never', 'always', 'if-exists']).default('never'),
  prefixForAssociation: z.boolean().default(false),
  package: packageSchema,
  licence: licenceSchema.prefault({ kind: 'monthly' }),
  holdChanges: holdLimitSchema(3, 10),
  holdCreations: holdLimitSchema(10, 10),
});
export type GravityzoneSettings = z.infer<typeof gravityzoneSettingsSchema>;

/** The settings of a tenant that has changed none. */
export function defaultGravityzoneSettings(): GravityzoneSettings {
  return gravityzoneSettingsSchema.parse({});
}
