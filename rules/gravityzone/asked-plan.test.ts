import { expect, test } from 'vitest';
import { fitAskedPlan } from './asked-plan.ts';
import { planGravityzone } from './plan.ts';
import { association, cid, customer, planInput, site, uid } from './test-inventory.ts';

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

test('What handles an event is left out by the event’s name', () => {
  const under = customer(5, 'Reseller', { type: 'partner' });
  const moved = planInput({
    sites: [site(1, 'Abc')],
    tree: [under, customer(1, 'Abc', { parentId: cid(5), partnerId: cid(5) })],
    associations: [association(1, 1)],
  });
  const asked = planGravityzone(moved).items;
  expect(fitAskedPlan(asked, asked)).toEqual({ items: asked, leftOut: [] });
  const fresh = planGravityzone({ ...moved, tree: [customer(1, 'Abc')] }).items;
  const [leftOut] = fitAskedPlan(fresh, asked).leftOut;
  expect(leftOut?.sentence).toContain('Event “Destination moved” of site “Abc” is left out');
});
