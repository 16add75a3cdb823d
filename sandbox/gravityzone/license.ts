import type { Random } from '../random.ts';

/** The add-on switches that getLicenseInfo shows (gravityzone.md 6.1); the last two names are invented. */
export const addOns = [
  'manageExchange',
  'manageEncryption',
  'manageRemoteEnginesScanning',
  'manageHyperDetect',
  'manageSandboxAnalyzer',
  'managePatchManagement',
  'manageEventCorrelator',
  'manageEmailSecurity',
  'manageContainerProtection',
  'manageIntegrityMonitoring',
] as const;

export type AddOn = (typeof addOns)[number];

export const trial = 1;
export const yearly = 2;
export const monthly = 3;
const monthlyTrial = 4;

export interface License {
  /** 1 trial, 2 licence key, 3 monthly, 4 monthly licence trial, 5 monthly trial, 6 FRAT. */
  readonly type: number;
  readonly licenseKey: string | null;
  /** Null draws on the partner's shared pool. */
  readonly reservedSlots: number | null;
  readonly usedSlots: number;
  readonly expiresAtMs: number | null;
  readonly endSubscription: string | null;
  readonly autoRenewPeriod: number;
  readonly assignedProductType: number;
  readonly assignedProtectionModel: string | null;
  readonly flags: Readonly<Record<AddOn, boolean>>;
  readonly ownUse: Readonly<Record<string, unknown>>;
  readonly resell: Readonly<Record<string, unknown>>;
}

const dayMs = 86_400_000;
const trialDays = 30;
const monthlyTrialDays = 45;

export function noAddOns(): Record<AddOn, boolean> {
  return Object.fromEntries(addOns.map((name) => [name, false])) as Record<AddOn, boolean>;
}

/** What a company gets without `licenseSubscription`: 30 days, 50 seats, type 1 (gravityzone.md 3.4). */
export function trialLicense(nowMs: number, random: Random): License {
  return {
    type: trial,
    licenseKey: random.text(7, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'),
    reservedSlots: 50,
    usedSlots: 0,
    expiresAtMs: nowMs + trialDays * dayMs,
    endSubscription: null,
    autoRenewPeriod: 0,
    assignedProductType: 0,
    assignedProtectionModel: null,
    flags: {
      ...noAddOns(),
      manageExchange: true,
      manageEncryption: true,
      managePatchManagement: true,
      manageEmailSecurity: true,
      manageHyperDetect: true,
      manageSandboxAnalyzer: true,
    },
    ownUse: {},
    resell: {},
  };
}

export function monthlyLicense(flags: Partial<Record<AddOn, boolean>> = {}): License {
  return {
    type: monthly,
    licenseKey: null,
    reservedSlots: null,
    usedSlots: 0,
    expiresAtMs: null,
    endSubscription: null,
    autoRenewPeriod: 0,
    assignedProductType: 0,
    assignedProtectionModel: 'aLaCarte',
    flags: { ...noAddOns(), ...flags },
    ownUse: {},
    resell: {},
  };
}

/** When a licence of this type, begun now, runs out; null for those that renew. */
export function expiryOf(type: number, nowMs: number): number | null {
  switch (type) {
    case trial:
      return nowMs + trialDays * dayMs;
    case yearly:
      return nowMs + 365 * dayMs;
    case monthlyTrial:
      return nowMs + monthlyTrialDays * dayMs;
    default:
      return null;
  }
}
