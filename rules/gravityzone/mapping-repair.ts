import { linkOf, missingSteps } from './associations.ts';
import type { Association, InstallationLink } from './associations.ts';
import { associationState } from './drift.ts';
import type { AssociationState } from './drift.ts';
import type { InventoryIndex } from './inventory-index.ts';
import type { Confirmation, Consent } from './mapping-confirmation.ts';
import { accept, refuse } from './mapping-rows.ts';
import type { CheckedRow, MappingRow } from './mapping-rows.ts';
import { nameKey } from './names.ts';
import { packageName } from './package-name.ts';
import { quoted } from './problems.ts';
import type { ListedSite } from './scope.ts';
import { packageLinkVariable } from './settings.ts';

/**
 * A row that mends what is out of step of an association (spec 3.5): its package first, then the
 * variable. What is there now is shown; a value that is not ours is replaced by confirming it.
 */
export function checkRepair(
  index: InventoryIndex,
  row: Extract<MappingRow, { action: 'repair' }>,
  site: ListedSite,
): CheckedRow {
  const title = `Site ${quoted(site.name)}`;
  const association = index.associationOf.get(site.uid);
  if (association === undefined) {
    const sentence = `${title} has no association, so there is nothing to repair. Map it to a company.`;
    return refuse(row, 'not-associated', sentence);
  }
  const company = index.tree.company(association.companyId);
  if (company === undefined) {
    const sentence = `Company ${quoted(association.companyName)} of site ${quoted(site.name)} is gone or out of sight: that is the event “Destination deleted”, and resolving it mends this. \`sitesync events\` lists it after the next sync.`;
    return refuse(row, 'company-gone', sentence);
  }
  const { links, variables } = index.inventory;
  const variable = variables.get(site.uid) ?? { state: 'unread' };
  const state = associationState(association, links, variable);
  if (!state.drift && missingSteps(association).length === 0) {
    const sentence = `Nothing of site ${quoted(site.name)} is out of step as it was read last. Sync to read it again.`;
    return refuse(row, 'nothing-to-repair', sentence);
  }
  const forPackage = packageLines(index, association, site, state);
  const forVariable = variableLines(index, association, state);
  return {
    ...accept(row, site.name, [...forPackage.lines, ...forVariable.lines]),
    consents: [...forPackage.consents, ...forVariable.consents],
    companyName: company.name,
  };
}

function packageLines(
  index: InventoryIndex,
  association: Association,
  site: ListedSite,
  state: AssociationState,
): Confirmation {
  const name = association.packageName ?? packageName(site.uid, site.name);
  const it = `Package ${quoted(name)}`;
  switch (state.package) {
    case 'ok':
      return said(`${it} is as it should be: it is kept.`);
    case 'building':
      return said(`${it} is still being built: its link is read when it is ready.`);
    case 'unread':
      return said(`${it} was not read: it is looked up first, and made anew if it is gone.`);
    case 'different':
      return said(`${it} has another install link by now: it is read again.`);
    case 'missing':
      return missingPackage(index, association, name);
  }
}

/** The link is of the package itself, so a package with our link is ours under another name. */
function missingPackage(
  { inventory }: InventoryIndex,
  association: Association,
  name: string,
): Confirmation {
  const { companyId, writtenLink, previousLink } = association;
  const listed = (inventory.links ?? []).filter((link) => link.companyId === companyId);
  const renamed = listed.find(
    ({ installLinkWindows: link }) =>
      link !== null && (link === writtenLink || link === previousLink),
  );
  if (renamed !== undefined) {
    return said(
      `Package ${quoted(name)} is listed as ${quoted(renamed.packageName)} by now: it is adopted under that name, and its link is read again.`,
    );
  }
  if (association.packageId !== null) {
    return said(
      `Package ${quoted(name)} is not listed: if it is there under another name, that one is adopted; if it is gone, it is made anew, with the default modules.`,
    );
  }
  return newPackage(inventory.ownPackages, listed, association, name);
}

function newPackage(
  ownPackages: InventoryIndex['inventory']['ownPackages'],
  listed: readonly InstallationLink[],
  { companyId }: Association,
  name: string,
): Confirmation {
  const key = nameKey(name);
  if (!listed.some((link) => nameKey(link.packageName) === key)) {
    return said(`Create installation package ${quoted(name)}, with the default modules.`);
  }
  const ours = ownPackages.some(
    (own) => own.companyId === companyId && nameKey(own.packageName) === key,
  );
  if (ours) return said(`Use package ${quoted(name)}, made by Sitesync.`);
  return said(
    `Use package ${quoted(name)} of the company as it is, although Sitesync did not make it.`,
    { kind: 'adopt-package', companyId, packageName: name },
  );
}

function variableLines(
  { inventory }: InventoryIndex,
  association: Association,
  state: AssociationState,
): Confirmation {
  const variable = inventory.variables.get(association.siteUid) ?? { state: 'unread' };
  const write = 'the package’s Windows install link';
  const it = `The site variable ${packageLinkVariable}`;
  switch (variable.state) {
    case 'absent':
      return said(`${it} is not there: it is written anew, with ${write}.`);
    case 'masked':
      return said(
        `${it} is masked: it is deleted and created again, unmasked, with ${write}. Its present value is lost.`,
        { kind: 'recreate-masked-variable' },
      );
    case 'unread':
      return said(
        `${it} was not read: it gets ${write}, but if it holds a value that Sitesync did not write, or is masked, the repair stops there.`,
      );
    case 'value': {
      const { value } = variable;
      if (state.variable === 'ok' && state.package !== 'missing') {
        return said(`${it} holds ${write}: it is kept.`);
      }
      const replaced = `${it} holds ${quoted(value)}: it is replaced with ${write}`;
      return isOurs(association, inventory.links, value)
        ? said(`${replaced} if that is another by then. Sitesync wrote it.`)
        : said(`${replaced}. Sitesync did not write it.`, { kind: 'replace-variable', value });
    }
  }
}

/** What was written, or is the package's link now, is replaced without a person's word. */
function isOurs(
  association: Association,
  links: readonly InstallationLink[] | undefined,
  value: string,
): boolean {
  const { companyId, packageName: name, writtenLink, previousLink } = association;
  const listed = name === null ? undefined : linkOf(links ?? [], companyId, name);
  return [writtenLink, previousLink, listed?.installLinkWindows].includes(value);
}

function said(line: string, ...consents: Consent[]): Confirmation {
  return { lines: [line], consents };
}
