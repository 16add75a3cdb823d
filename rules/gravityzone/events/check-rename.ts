import type { CompanyId } from '../../identity.ts';
import type { NamedCompany } from '../company-tree.ts';
import type { InventoryIndex } from '../inventory-index.ts';
import { associateLine, clearing, companyToTake, createLine } from '../mapping-company.ts';
import { completionLines } from '../mapping-confirmation.ts';
import { nameKey, prefixedName, usableCompanyName } from '../names.ts';
import { quoted } from '../problems.ts';
import { companyOfName } from './check-associate.ts';
import { consented, refused, unassociatedSite } from './checked-decision.ts';
import type { CheckedDecision, EventOf, RefusedDecision } from './checked-decision.ts';

/**
 * `rename-existing`: the company in the way gets a prefix, a new company gets the freed name, and
 * the site is associated with the new one.
 */
export function checkRenameExisting(
  index: InventoryIndex,
  event: EventOf<'association-missing'>,
  prefix: string,
): CheckedDecision {
  if (prefix.trim() === '') {
    const sentence = `Give the prefix that company ${quoted(event.facts.companyName)} is to have before its name.`;
    return refused('prefix-needed', sentence);
  }
  const found = unassociatedSite(index, event);
  if (!found.ok) return found;
  const { site } = found;
  const existing = toBeRenamed(index, event);
  if (!existing.ok) return existing;
  const { company } = existing;
  const renamed = freeName(index, prefixedName(prefix, company.name), company.id);
  if (!renamed.ok) return renamed;
  const freed = freeName(index, company.name, company.id);
  if (!freed.ok) return freed;
  const completion = completionLines(index, site, null);
  return {
    ok: true,
    lines: [
      renameLine(company, renamed.name),
      createLine(index, site, freed.name),
      ...completion.lines,
      ...clearing(index, site),
    ],
    verb: 'rename-existing',
    details: {
      siteName: site.name,
      companyName: freed.name,
      renameCompanyId: company.id,
      renameFrom: company.name,
      renameTo: renamed.name,
      ...consented(completion),
    },
  };
}

/** `rename-to-site`: the prefixed company gets the site's own name, and the site is associated with it. */
export function checkRenameToSite(
  index: InventoryIndex,
  event: EventOf<'prefix-association-missing'>,
): CheckedDecision {
  const found = unassociatedSite(index, event);
  if (!found.ok) return found;
  const { site } = found;
  const existing = toBeRenamed(index, event);
  if (!existing.ok) return existing;
  const { company } = existing;
  const renamed = freeName(index, site.name, company.id);
  if (!renamed.ok) return renamed;
  const completion = completionLines(index, site, company.id);
  return {
    ok: true,
    lines: [
      renameLine(company, renamed.name),
      associateLine(index, site, { id: company.id, name: renamed.name }),
      ...completion.lines,
      ...clearing(index, site),
    ],
    verb: 'rename-to-site',
    details: {
      siteName: site.name,
      companyId: company.id,
      companyName: renamed.name,
      renameCompanyId: company.id,
      renameFrom: company.name,
      renameTo: renamed.name,
      ...consented(completion),
    },
  };
}

/** The one company of the event's name, if a person may change it. */
function toBeRenamed(
  index: InventoryIndex,
  event: EventOf<'association-missing' | 'prefix-association-missing'>,
) {
  const chosen = companyOfName(index, event);
  if (chosen.ok) return companyToTake(index, chosen.company.id);
  if (chosen.code !== 'company-needed') return chosen;
  const sentence = `Several companies are named ${quoted(event.facts.companyName)}, so none is renamed. Rename them in GravityZone, or associate one.`;
  return refused('several-companies', sentence);
}

/** A name that can be written, and that no other company in view has. */
function freeName(
  index: InventoryIndex,
  name: string,
  exceptId: CompanyId,
): { ok: true; name: string } | RefusedDecision {
  const verdict = usableCompanyName(name);
  if (!verdict.ok) return refused('name-unusable', verdict.sentence);
  const key = nameKey(verdict.name);
  const bearer = index.tree.named(key).find(({ id }) => id !== exceptId);
  if (bearer !== undefined) {
    const sentence = `A company named ${quoted(bearer.name)} is in view (${bearer.id}), so no other is given that name.`;
    return refused('company-exists', sentence);
  }
  if (index.inventory.locked.companyNameKeys.has(key)) {
    const sentence = `A company named ${quoted(verdict.name)} is being created. Try again when that is done.`;
    return refused('company-under-way', sentence);
  }
  return { ok: true, name: verdict.name };
}

function renameLine({ id, name }: NamedCompany, to: string): string {
  return `Rename company ${quoted(name)} (${id}) to ${quoted(to)}.`;
}
