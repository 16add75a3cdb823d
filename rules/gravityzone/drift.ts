import type { Association, InstallationLink, VariableState } from './associations.ts';
import { linkOf } from './associations.ts';

/** The words that `sitesync sites` shows for a site's package. */
export type PackageWord = 'ok' | 'missing' | 'different' | 'building' | 'unread';
/** The words that `sitesync sites` shows for a site's variable. */
export type VariableWord = 'ok' | 'missing' | 'different' | 'masked' | 'unread';

export interface AssociationState {
  package: PackageWord;
  variable: VariableWord;
  /** Something is known to be out of step. Not yet read, or still building, is not. */
  drift: boolean;
}

/**
 * How an association's package and variable stand. Features edited in Control Center are in neither
 * and are no drift (spec 3.3). Nothing for `links` means that they could not be read.
 */
export function associationState(
  association: Association,
  links: readonly InstallationLink[] | undefined,
  variable: VariableState,
): AssociationState {
  const link =
    association.packageName === null
      ? undefined
      : linkOf(links ?? [], association.companyId, association.packageName);
  const packageWord = packageStands(association, links, link);
  const expected = link?.installLinkWindows ?? association.writtenLink;
  const variableWord = variableStands(expected, variable);
  const fine = ['ok', 'unread', 'building'];
  return {
    package: packageWord,
    variable: variableWord,
    drift: !fine.includes(packageWord) || !fine.includes(variableWord),
  };
}

function packageStands(
  association: Association,
  links: readonly InstallationLink[] | undefined,
  link: InstallationLink | undefined,
): PackageWord {
  if (association.packageName === null) return 'missing';
  if (links === undefined) return 'unread';
  if (link === undefined) return 'missing';
  if (!link.ready || link.installLinkWindows === null) return 'building';
  const { writtenLink } = association;
  return writtenLink === null || writtenLink === link.installLinkWindows ? 'ok' : 'different';
}

/** Compared letter by letter: the brackets in the link are part of it (gravityzone.md, 5.6). */
function variableStands(expected: string | null, variable: VariableState): VariableWord {
  if (variable.state === 'value') return variable.value === expected ? 'ok' : 'different';
  const words = { unread: 'unread', absent: 'missing', masked: 'masked' } as const;
  return words[variable.state];
}
