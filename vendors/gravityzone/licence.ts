/** The add-ons that Sitesync offers, and the licence switch of each (gravityzone.md 6.2). */
export const addOnSwitches = {
  edrSensor: 'manageEventCorrelator',
  patchManagement: 'managePatchManagement',
  exchangeProtection: 'manageExchange',
  fullDiskEncryption: 'manageEncryption',
} as const;
export type AddOn = keyof typeof addOnSwitches;

/** The licence of a company that is created. */
export type NewCompanyLicence =
  /** A monthly subscription from the partner's shared pool, with exactly these add-ons. */
  | { kind: 'monthly'; addOns: readonly AddOn[] }
  /** The same with seats set aside, from 1 to the partner's free seats. */
  | { kind: 'fixed-seats'; seats: number; addOns: readonly AddOn[] }
  /** 30 days, and GravityZone's own default: what a company gets if nothing is said. */
  | { kind: 'trial' };

/**
 * The `licenseSubscription` of createCompany. It is never left out, since that means a trial; seats
 * left out mean the shared pool; an add-on left out is off (gravityzone.md 3.4).
 */
export function licenseSubscription(licence: NewCompanyLicence): Record<string, unknown> {
  if (licence.kind === 'trial') return { type: 1 };
  const monthly = { type: 3, ...switchedOn(licence.addOns) };
  return licence.kind === 'fixed-seats' ? { ...monthly, reservedSlots: licence.seats } : monthly;
}

function switchedOn(addOns: readonly AddOn[]): Record<string, true> {
  return Object.fromEntries(addOns.map((addOn) => [addOnSwitches[addOn], true]));
}
