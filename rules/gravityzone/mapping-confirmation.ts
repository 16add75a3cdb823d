import type { CompanyId } from '../identity.ts';
import { isOwnLink, linkOf } from './associations.ts';
import type { Association, VariableState } from './associations.ts';
import type { InventoryIndex } from './inventory-index.ts';
import { nameKey } from './names.ts';
import { packageName } from './package-name.ts';
import { quoted } from './problems.ts';
import type { ListedSite } from './scope.ts';
import { packageLinkVariable } from './settings.ts';

/**
 * What a person agrees to by confirming, and a run would never do by itself (spec 3.2). It covers
 * what was shown and nothing else: if the fresh facts differ, the row is refused.
 */
export type Consent =
  | { kind: 'replace-variable'; value: string }
  | { kind: 'recreate-masked-variable' }
  | { kind: 'adopt-package'; companyId: CompanyId; packageName: string };

/** What confirming a row does, line by line, and what a person agrees to by it. */
export interface Confirmation {
  lines: string[];
  consents: Consent[];
}

/**
 * The package and the variable of an association that is to be made. `replaced` is the association in
 * whose place it comes: what was written for that one is ours, and needs no consent.
 */
export function completionLines(
  index: InventoryIndex,
  site: ListedSite,
  companyId: CompanyId | null,
  replaced?: Association,
): Confirmation {
  const name = packageName(site.uid, site.name);
  const forPackage = packageLines(index, companyId, name);
  const link =
    companyId === null ? undefined : linkOf(index.inventory.links ?? [], companyId, name);
  const variable = index.inventory.variables.get(site.uid) ?? { state: 'unread' };
  const isOurs =
    variable.state === 'value' && replaced !== undefined && isOwnLink(replaced, variable.value);
  const forVariable = variableLines(variable, link?.installLinkWindows ?? null, isOurs);
  return {
    lines: [...forPackage.lines, ...forVariable.lines],
    consents: [...forPackage.consents, ...forVariable.consents],
  };
}

/** What removing an association does and leaves, with the way to keep it removed (spec 3.2). */
export function removalLines(
  index: InventoryIndex,
  association: Association,
  siteName: string,
  thenExclude: boolean,
): string[] {
  const company = index.tree.company(association.companyId)?.name ?? association.companyId;
  return [
    `Delete the association of site ${quoted(siteName)} with company ${quoted(company)}. The company and its package stay.`,
    association.writtenLink === null
      ? `The site variable ${packageLinkVariable} was not written by Sitesync and stays.`
      : `Delete the site variable ${packageLinkVariable} if it still holds the value that was written; otherwise it stays.`,
    thenExclude
      ? 'Exclude the site from automatic sync, so that no run associates it again.'
      : 'At Automatic inventory synchronization the next run would associate the site again. To prevent that, exclude it from automatic sync.',
  ];
}

function packageLines(
  index: InventoryIndex,
  companyId: CompanyId | null,
  name: string,
): Confirmation {
  const { links, ownPackages } = index.inventory;
  const key = nameKey(name);
  const namesakes = (links ?? []).filter((link) => nameKey(link.packageName) === key);
  const lines = namesakes
    .filter((link) => link.companyId !== companyId)
    .map((link) => index.tree.company(link.companyId)?.name ?? link.companyId)
    .map((where) => `A package of the same name in company ${quoted(where)} stays and is not used.`)
    .toSorted();
  if (companyId === null || namesakes.every((link) => link.companyId !== companyId)) {
    const create = `Create installation package ${quoted(name)} in it, with the default modules.`;
    return { lines: [create, ...lines], consents: [] };
  }
  const ours = ownPackages.some(
    (own) => own.companyId === companyId && nameKey(own.packageName) === key,
  );
  if (ours) {
    return {
      lines: [`Use its package ${quoted(name)}, made by Sitesync.`, ...lines],
      consents: [],
    };
  }
  const adopt = `Use its package ${quoted(name)} as it is, although Sitesync did not make it.`;
  return {
    lines: [adopt, ...lines],
    consents: [{ kind: 'adopt-package', companyId, packageName: name }],
  };
}

function variableLines(
  variable: VariableState,
  link: string | null,
  isOurs: boolean,
): Confirmation {
  const write = 'the package’s Windows install link';
  const it = `The site variable ${packageLinkVariable}`;
  if (variable.state === 'value') {
    if (variable.value === link) return said(`${it} already holds ${write}: it is kept.`);
    if (isOurs) {
      return said(
        `${it} holds the link that was written for the company before: it is replaced with ${write}.`,
      );
    }
    return said(
      `${it} holds another value, ${quoted(variable.value)}: it is replaced with ${write}.`,
      {
        kind: 'replace-variable',
        value: variable.value,
      },
    );
  }
  if (variable.state === 'masked') {
    return said(
      `${it} is masked: it is deleted and created again, unmasked, with ${write}. Its present value is lost.`,
      { kind: 'recreate-masked-variable' },
    );
  }
  const line = `Write ${write} into the site variable ${packageLinkVariable}.`;
  const unread = ' It was not read: if it holds another value, or is masked, this row stops there.';
  return said(variable.state === 'unread' ? line + unread : line);
}

function said(line: string, ...consents: Consent[]): Confirmation {
  return { lines: [line], consents };
}
