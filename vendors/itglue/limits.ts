import type { Limit } from '../http/rates.ts';

/** The writes. Every call, read or write, counts in one limit. */
export const writeOperations = [
  'createOrganization',
  'createConfiguration',
  'createConfigurations',
  'updateConfiguration',
  'updateConfigurations',
  'archiveConfiguration',
  'createConfigurationInterface',
  'createConfigurationInterfaces',
] as const;
export type WriteOperation = (typeof writeOperations)[number];

const share = 0.9;

/**
 * 3,000 calls in five minutes; for whom they are counted together is not known (itglue.md 1), so
 * all keys of an account share them here.
 * @param who the primary organization's id, or a hash that stands for it
 */
export function callLimit(who: string): Limit {
  return { key: `itglue/${who}`, perMinute: 600, share };
}
