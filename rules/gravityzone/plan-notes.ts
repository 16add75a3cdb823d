import type { PlanNote } from './plan-types.ts';
import { quoted } from './problems.ts';
import { levelTitles } from './settings.ts';
import type { GravityzoneSettings } from './settings.ts';

/** Told of a run that neither associates nor creates. */
export function writesNothing(settings: GravityzoneSettings): PlanNote {
  const why =
    settings.level === 'automatic'
      ? 'synchronization event handling is Manual'
      : `the synchronization level is ${quoted(levelTitles[settings.level])}`;
  return {
    code: 'writes-nothing',
    siteUid: null,
    sentence: `A run associates and creates nothing, since ${why}.`,
  };
}

export function underWay(site: { uid: PlanNote['siteUid']; name: string }): PlanNote {
  return {
    code: 'under-way',
    siteUid: site.uid,
    sentence: `Site ${quoted(site.name)} is left alone: an action on it or its company is under way.`,
  };
}
