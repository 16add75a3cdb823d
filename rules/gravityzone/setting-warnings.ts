import { addOnTitles } from './settings.ts';
import type { AddOn, GravityzoneSettings } from './settings.ts';

/** What an operator should know about settings that are allowed but have a price (spec 3.3, 3.4). */
export function settingWarnings(settings: GravityzoneSettings): string[] {
  const warnings: string[] = [];
  if (!settings.package.removeCompetitor) {
    warnings.push(
      '“Remove competitor” is off: the Bitdefender agent then installs beside an existing security product, at your own risk.',
    );
  }
  if (
    settings.prefix === '' &&
    (settings.prefixForCreation !== 'never' || settings.prefixForAssociation)
  ) {
    warnings.push('A prefix is to be used, but none is set: names are used as they are.');
  }
  for (const addOn of unlicensedAddOns(settings)) {
    warnings.push(
      `Default packages have ${addOnTitles[addOn]}, but the licence of new companies leaves it out: GravityZone may refuse the package of a company that is created.`,
    );
  }
  return warnings;
}

function unlicensedAddOns(settings: GravityzoneSettings): AddOn[] {
  const { licence } = settings;
  // A trial's features are GravityZone's own choice; nothing is known about them here.
  if (licence.kind === 'trial') return [];
  const addOns = Object.keys(addOnTitles) as AddOn[];
  return addOns.filter((addOn) => settings.package.addOns[addOn] && !licence.addOns[addOn]);
}
