import { canonicalHash } from '../canonical-hash.ts';
import type { CompanyId } from '../identity.ts';
import { inventoryIndex } from './inventory-index.ts';
import type { InventoryIndex } from './inventory-index.ts';
import type { PlanInput } from './plan-types.ts';
import type { GravityzoneSettings } from './settings.ts';

/** A plan's input, indexed, and what the plan has given away so far. */
export interface PlanContext extends InventoryIndex {
  input: PlanInput;
  /** Companies that no other site may get: associated, or about to be by this very plan. */
  taken: Set<CompanyId>;
  settingsHash: string;
}

export function planContext(input: PlanInput): PlanContext {
  const index = inventoryIndex(input);
  return {
    ...index,
    input,
    taken: new Set(index.associatedWith.keys()),
    settingsHash: creationSettingsHash(input.settings),
  };
}

/**
 * The settings that a company's creation depends on. A name that GravityZone refused is tried again
 * when this changes.
 */
export function creationSettingsHash(settings: GravityzoneSettings): string {
  const { prefix, prefixForCreation, licence } = settings;
  return canonicalHash({ prefix, prefixForCreation, licence });
}
