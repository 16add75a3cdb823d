import type { ItgluePlanItem } from './plan-types.ts';

/** What was asked for and is not done, with why. */
export interface LeftOutItem {
  siteUid: string;
  sentence: string;
}

/**
 * A run can be told to apply exactly a plan that was made before: it leaves out what no longer fits
 * (spec 5.1).
 *
 * @param fits whether the run does it.
 */
export function leftOutItems(
  asked: readonly ItgluePlanItem[],
  fits: (item: ItgluePlanItem) => boolean,
): LeftOutItem[] {
  return asked
    .filter((item) => !fits(item))
    .map((item) => ({ siteUid: item.siteUid, sentence: leftOut(item) }));
}

function leftOut(item: ItgluePlanItem): string {
  return `${nameOf(item)} is left out: the facts have changed since the plan was made. Make a new plan to see what would be done now.`;
}

function nameOf(item: ItgluePlanItem): string {
  switch (item.kind) {
    case 'match-organization':
      return `The match of organization “${item.sourceName}” to “${item.organizationName}”`;
    case 'match-device':
      return `The match of device “${item.deviceName}” to “${item.configurationName}”`;
    case 'update-configuration':
      return `The update of configuration “${item.configurationName}” of device “${item.deviceName}”`;
  }
}
