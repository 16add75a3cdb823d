import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VariableState } from './associations.ts';
import type { TreeNode } from './company-tree.ts';
import { judgeReading } from './evidence.ts';
import { nameKey } from './names.ts';
import { packageName } from './package-name.ts';
import { planGravityzone } from './plan.ts';
import type { PlanInput } from './plan-types.ts';
import { isExcluded, listedSites } from './scope.ts';
import { carriedOut } from './test-carried-out.ts';
import {
  association,
  cid,
  customer,
  folder,
  link,
  planInput,
  root,
  settings,
  site,
  uid,
} from './test-inventory.ts';

/** Few names, so that namesakes, prefixes and clashes are common. */
const names = fc.constantFrom(
  'Abc',
  'abc ',
  'New Abc',
  'New New Abc',
  'Def',
  'New Def',
  'Managed',
  'Our MSP',
  'A <B>',
  '*Ghi',
  'Straße',
  'STRASSE',
  'x'.repeat(62),
);

const treeNode = (n: number): fc.Arbitrary<TreeNode> =>
  fc
    .record({
      name: names,
      where: fc.constantFrom('root', 'folder', 'partner'),
      type: fc.constantFrom<'customer' | 'partner' | undefined>('customer', 'partner', undefined),
      suspended: fc.boolean(),
    })
    .map(({ name, where, type, suspended }) => {
      const place = {
        root: {},
        folder: { parentId: cid(0xf1) },
        partner: { parentId: cid(0xf2), partnerId: cid(0xf2) },
      };
      const { type: _type, ...untyped } = customer(n, name, { suspended, ...place[where] });
      return type === undefined ? untyped : { ...untyped, type };
    });

const variable = fc.constantFrom<VariableState>(
  { state: 'absent' },
  { state: 'absent' },
  { state: 'unread' },
  { state: 'masked' },
  { state: 'value', value: 'https://else' },
);

const inputs: fc.Arbitrary<PlanInput> = fc
  .record({
    siteNames: fc.array(fc.tuple(names, fc.constantFrom(false, false, false, true)), {
      maxLength: 8,
    }),
    companies: fc
      .integer({ min: 0, max: 7 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, n) => treeNode(n + 1)))),
    associated: fc.array(fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 7 }), fc.boolean()), {
      maxLength: 4,
    }),
    variables: fc.array(variable, { maxLength: 8 }),
    /** Rows that came twice, with another name the second time. */
    twice: fc.array(fc.tuple(fc.nat(7), names, fc.boolean()), { maxLength: 2 }),
    excluded: fc.array(fc.nat(7), { maxLength: 2 }),
    packagesAt: fc.array(fc.tuple(fc.nat(7), fc.integer({ min: 1, max: 7 })), { maxLength: 2 }),
    prefix: fc.constantFrom('', 'New'),
    prefixForCreation: fc.constantFrom('never' as const, 'always' as const, 'if-exists' as const),
    prefixForAssociation: fc.boolean(),
  })
  .map((made) => {
    const sites = made.siteNames.map(([name, onDemand], n) => site(n, name, { onDemand }));
    const seen = new Set<number>();
    const associations = made.associated
      .filter(([siteNumber, company]) => {
        const fresh = !seen.has(siteNumber) && !seen.has(1000 + company);
        seen.add(siteNumber).add(1000 + company);
        return fresh;
      })
      .map(([siteNumber, company, finished]) =>
        association(siteNumber, company, finished ? {} : { packageId: null, packageName: null }),
      );
    const { prefix, prefixForCreation, prefixForAssociation } = made;
    const again = made.twice.map(([n, name, ofSite]) => ({ n, name, ofSite }));
    return planInput({
      sites: [
        ...sites,
        ...again.flatMap(({ n, name, ofSite }) =>
          ofSite && n < sites.length ? [site(n, name)] : [],
        ),
      ],
      tree: [
        folder(0xf1, 'Folder'),
        customer(0xf2, 'Reseller', { type: 'partner' }),
        ...made.companies,
        ...again.flatMap(({ n, name, ofSite }) =>
          ofSite || n >= made.companies.length ? [] : [customer(n + 1, name)],
        ),
      ],
      associations,
      variables: new Map(made.variables.map((state, n) => [uid(n), state])),
      exclusions: new Map(made.excluded.map((n) => [uid(n), 'excluded'])),
      links: made.packagesAt.map(([n, company]) =>
        link(company, packageName(uid(n), sites[n]?.name ?? '')),
      ),
      settings: settings({ prefix, prefixForCreation, prefixForAssociation }),
    });
  });

const check = (predicate: (input: PlanInput) => void) => {
  fc.assert(fc.property(inputs, predicate), { numRuns: 2000 });
};

describe('Whatever the inventories hold', () => {
  test('a partial, shrunken, empty or re-identified reading never gives an item', () => {
    const readings = fc.record({
      complete: fc.boolean(),
      identityMatches: fc.boolean(),
      count: fc.nat(100),
      lastCompleteCounts: fc.array(fc.nat(200), { maxLength: 7 }),
    });
    fc.assert(
      fc.property(inputs, readings, fc.boolean(), (input, reading, ofSites) => {
        const verdict = judgeReading('sites', reading);
        fc.pre(!verdict.proves);
        const evidence = ofSites
          ? { sites: verdict, companies: input.evidence.companies }
          : { sites: input.evidence.sites, companies: verdict };
        const found = planGravityzone({ ...input, evidence });
        expect([...found.items, ...found.waiting]).toEqual([]);
        expect(found.problems).toMatchObject([{ code: 'reading-unproven' }]);
      }),
      { numRuns: 500 },
    );
  });

  test('there are never two items for one site, one company, or one new name', () => {
    check((input) => {
      const { items } = planGravityzone(input);
      // What was begun may be finished and moved back in one run; the two do not touch.
      const others = items.filter((item) => item.kind !== 'move');
      const targets = others.map((item) =>
        item.kind === 'create-company' || item.kind === 'recreate'
          ? nameKey(item.companyName)
          : item.companyId,
      );
      expect(new Set(others.map((item) => item.siteUid)).size).toBe(others.length);
      expect(new Set(targets).size).toBe(others.length);
      expect(new Set(items.map((item) => item.factsHash)).size).toBe(items.length);
    });
  });

  test('the root, a partner, or an associated company is never a target', () => {
    check((input) => {
      const taken = new Set(input.associations.map((entry) => entry.companyId));
      const partners = new Set(
        input.tree.filter((node) => node.type === 'partner').map((node) => node.id),
      );
      for (const item of planGravityzone(input).items) {
        if (item.kind === 'create-company' || item.kind === 'recreate') continue;
        expect(item.companyId).toMatch(/^[0-9a-f]{24}$/);
        expect(item.companyId).not.toBe(root.id);
        if (item.kind !== 'associate') continue;
        expect(taken.has(item.companyId)).toBe(false);
        expect(partners.has(item.companyId)).toBe(false);
      }
    });
  });

  test('a company is never created beside one of its name, nor beside a free one of the site’s name', () => {
    check((input) => {
      const { items } = planGravityzone(input);
      const associated = new Set([
        ...input.associations.map((entry) => entry.companyId),
        ...items.flatMap((item) => (item.kind === 'associate' ? [item.companyId] : [])),
      ]);
      const companies = input.tree.filter((node) => node.kind === 'company');
      const taken = new Set(companies.map((node) => nameKey(node.name)));
      const free = new Set(
        companies.filter((node) => !associated.has(node.id)).map((node) => nameKey(node.name)),
      );
      for (const item of items) {
        if (item.kind !== 'create-company') continue;
        expect(taken.has(nameKey(item.companyName))).toBe(false);
        expect(free.has(nameKey(item.siteName))).toBe(false);
        expect(free.has(nameKey(`${input.settings.prefix} ${item.siteName}`))).toBe(false);
      }
    });
  });

  test('the plan of the same input in another order is the same plan', () => {
    fc.assert(
      fc.property(inputs, fc.infiniteStream(fc.nat()), (input, keys) => {
        const shuffled = <T>(rows: readonly T[]): T[] =>
          rows
            .map((row) => ({ row, key: keys.next().value }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ row }) => row);
        const other = {
          ...input,
          sites: shuffled(input.sites),
          tree: shuffled(input.tree),
          associations: shuffled(input.associations),
          links: shuffled(input.links ?? []),
          variables: new Map(shuffled([...input.variables])),
        };
        expect(planGravityzone(other)).toEqual(planGravityzone(input));
      }),
      { numRuns: 1000 },
    );
  });

  test('a plan that was carried out leaves nothing to do for the next', () => {
    check((input) => {
      const { items } = planGravityzone(input);
      expect(planGravityzone(carriedOut(input, items)).items).toEqual([]);
    });
  });

  test('a name is never altered: it is the site’s own, or the prefix and the site’s own', () => {
    check((input) => {
      for (const item of planGravityzone(input).items) {
        if (item.kind !== 'create-company') continue;
        const own = item.siteName.trim();
        expect(item.companyName).toBe(item.prefixed ? `${input.settings.prefix} ${own}` : own);
      }
    });
  });

  test('a site that a run does nothing for, though it is in scope, has its reason told', () => {
    check((input) => {
      const found = planGravityzone(input);
      const told = new Set([
        ...found.items.map((item) => item.siteUid),
        ...found.problems.map((problem) => problem.siteUid),
        ...found.events.map((event) => event.siteUid),
      ]);
      const associated = new Set(input.associations.map((entry) => entry.siteUid));
      for (const row of listedSites(input.sites)) {
        if (associated.has(row.uid) || isExcluded(row, input.exclusions)) continue;
        expect(told.has(row.uid)).toBe(true);
      }
    });
  });
});
