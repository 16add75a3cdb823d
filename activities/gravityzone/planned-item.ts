import type { PlannedItem } from '../../db/runs/save-plan.ts';
import type { PlanItem } from '../../rules/gravityzone/plan-types.ts';

/** An item of a plan as the action that carries it out. */
export function plannedItem(item: PlanItem, permitted: boolean): PlannedItem {
  const { siteUid, siteName, event, factsHash, companyName } = item;
  const common = { siteUid, event, factsHash, item, permitted };
  const names = { siteName, companyName };
  switch (item.kind) {
    case 'create-company':
      return { ...common, verb: 'create', details: names };
    case 'associate':
    case 'complete':
      return { ...common, verb: item.kind, details: { ...names, companyId: item.companyId } };
    case 'move': {
      const { companyId, toId, fromId } = item;
      const details = { ...names, companyId, moveToId: toId, movedFromId: fromId };
      return { ...common, verb: 'move', details };
    }
    case 'recreate':
      return {
        ...common,
        verb: 'recreate',
        details: { ...names, replacesCompanyId: item.replacesId },
      };
  }
}
