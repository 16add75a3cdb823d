import { expect, test } from 'vitest';
import { fitAskedPlan } from './asked-plan.ts';
import { planGravityzone } from './plan.ts';
import { customer, planInput, site, uid } from './test-inventory.ts';

test('A run can be told to apply exactly a plan, and leaves out what no longer fits', () => {
  const sites = [site(1, 'Abc'), site(2, 'Def')];
  const asked = planGravityzone(planInput({ sites })).items;
  const fresh = planGravityzone(
    planInput({ sites: [...sites, site(3, 'Ghi')], tree: [customer(2, 'Def')] }),
  ).items;
  const fits = fitAskedPlan(fresh, asked);
  expect(fits.items.map((item) => item.siteName)).toEqual(['Abc']);
  expect(fits.leftOut).toMatchObject([{ siteUid: uid(2) }]);
});
