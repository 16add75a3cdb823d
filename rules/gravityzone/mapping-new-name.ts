import type { InventoryIndex } from './inventory-index.ts';
import { companyNameFor, nameKey, usableCompanyName } from './names.ts';
import { quoted } from './problems.ts';
import type { ListedSite } from './scope.ts';

export type NewName =
  | { ok: true; name: string }
  | { ok: false; code: 'company-exists' | 'company-under-way' | 'name-unusable'; sentence: string };

/**
 * The name of a company that an operator sets as new: the one given, as it is, or else the site's
 * with the prefix settings. Refused if a company of that name is in view, or cannot have it (spec
 * 3.2). Without a name given, a free company of the site's own name is what the operator should be
 * led to, whatever the prefix would make of it.
 */
export function newCompanyName(
  index: InventoryIndex,
  site: ListedSite,
  given: string | undefined,
): NewName {
  const { tree, inventory } = index;
  const exists = (key: string) => tree.named(key).length > 0;
  const wanted = given ?? companyNameFor(site.name, inventory.settings, exists).name;
  const verdict = usableCompanyName(wanted);
  if (!verdict.ok) {
    return { ok: false, code: 'name-unusable', sentence: `${verdict.sentence} Give another name.` };
  }
  const named = tree.named(nameKey(verdict.name));
  const own = given === undefined ? tree.named(nameKey(site.name)) : [];
  const free = own.filter((company) => !index.associatedWith.has(company.id));
  const [bearer] = [...named, ...free];
  if (bearer !== undefined) {
    return {
      ok: false,
      code: 'company-exists',
      sentence: `A company named ${quoted(bearer.name)} is in view (${bearer.id}). Map the site to it, or give another name.`,
    };
  }
  if (inventory.locked.companyNameKeys.has(nameKey(verdict.name))) {
    return {
      ok: false,
      code: 'company-under-way',
      sentence: `A company named ${quoted(verdict.name)} is being created. Try again when that is done.`,
    };
  }
  return { ok: true, name: verdict.name };
}
