import * as fc from 'fast-check';
import { packageName } from '../package-name.ts';
import { planGravityzone } from '../plan.ts';
import type { CompanyCheck, PlanInput, SiteCheck } from '../plan-types.ts';
import type { VariableState } from '../associations.ts';
import {
  association,
  cid,
  customer,
  folder,
  installLink,
  link,
  planInput,
  root,
  settings,
  site,
  uid,
} from '../test-inventory.ts';
import type { KnownEvent } from './event-types.ts';

/** Few names, so that namesakes, prefixes and clashes are common. */
const plain = ['Abc', 'Def', 'Ghi', 'Jkl', 'Mno'];
const siteNames = fc.constantFrom(...plain, ...plain, 'abc ', 'New Abc', 'Our MSP', 'A <B>');
const companyNames = fc.constantFrom(...plain, ...plain.map((name) => `New ${name}`), 'abc ');

/** Where a company is; `nowhere` is in no listing. */
const places = fc.constantFrom('root', 'root', 'root', 'folder', 'partner', 'nowhere', 'nowhere');

const madeCompany = fc.record({
  name: companyNames,
  place: places,
  type: fc.nat(7).map((n) => (n === 0 ? ('partner' as const) : ('customer' as const))),
  suspended: fc.nat(7).map((n) => n === 0),
  check: fc.constantFrom<CompanyCheck['sight'] | null>(
    'not-found',
    'not-found',
    'not-found',
    'there',
    'not-authorized',
    null,
  ),
  packageReadable: fc.constantFrom(false, false, false, false, true, null),
});

const madeSite = fc.record({
  name: siteNames,
  /** `unlisted` has an association and is in no listing. */
  listed: fc.constantFrom<'managed' | 'on-demand' | 'unlisted'>(
    'managed',
    'managed',
    'managed',
    'on-demand',
    'unlisted',
  ),
  /** The number of its company. */
  company: fc.option(fc.integer({ min: 1, max: 8 }), { freq: 2 }),
  belongsUnder: fc.constantFrom('root', 'root', 'partner', 'nobody'),
  finished: fc.constantFrom(true, true, false),
  check: fc.constantFrom<SiteCheck | null>('gone', 'gone', 'there', 'not-authorized', null),
  variable: fc.constantFrom('absent', 'absent', 'unread', 'ours', 'ours', 'masked', 'foreign'),
  isLocked: fc.nat(9).map((n) => n === 0),
});

const inventory = fc.record({
  sites: fc.array(madeSite, { minLength: 2, maxLength: 8 }),
  companies: fc.array(madeCompany, { minLength: 3, maxLength: 8 }),
  packageElsewhere: fc.constantFrom(false, false, true),
  twice: fc.constantFrom(false, false, false, true),
  level: fc.constantFrom(
    'automatic' as const,
    'automatic' as const,
    'automatic' as const,
    'automatic' as const,
    'monitor-handle' as const,
    'monitor-report' as const,
  ),
  handling: fc.constantFrom(
    'automatic' as const,
    'automatic' as const,
    'automatic' as const,
    'manual' as const,
  ),
  prefix: fc.constantFrom('', 'New', 'New'),
  prefixForCreation: fc.constantFrom('never' as const, 'always' as const, 'if-exists' as const),
  prefixForAssociation: fc.constantFrom(false, true, true),
});
type Made = typeof inventory extends fc.Arbitrary<infer T> ? T : never;

function inputOf(made: Made): PlanInput {
  const used = new Set<number>();
  const tied = made.sites.map(({ company }) => {
    if (company === null || used.has(company)) return null;
    used.add(company);
    return company;
  });
  const nodes = made.companies.flatMap(({ name, place, type, suspended }, n) => {
    if (place === 'nowhere') return [];
    const at = {
      root: {},
      folder: { parentId: cid(0xf1) },
      partner: { parentId: cid(0xf2), partnerId: cid(0xf2) },
    }[place];
    const isTied = used.has(n + 1);
    return [customer(n + 1, name, { suspended, type: isTied ? 'customer' : type, ...at })];
  });
  const expected = { root: root.id, partner: cid(0xf2), nobody: cid(0xf9) };
  return planInput({
    settings: settings({
      level: made.level,
      handling: made.handling,
      prefix: made.prefix,
      prefixForCreation: made.prefixForCreation,
      prefixForAssociation: made.prefixForAssociation,
    }),
    sites: made.sites.flatMap(({ name, listed }, n) =>
      listed === 'unlisted' ? [] : [site(n, name, { onDemand: listed === 'on-demand' })],
    ),
    tree: [
      folder(0xf1, 'Folder'),
      customer(0xf2, 'Reseller', { type: 'partner' }),
      ...nodes,
      ...nodes.slice(0, made.twice ? 1 : 0).map((node) => ({ ...node, name: 'Otherwise' })),
    ],
    associations: made.sites.flatMap(({ name, belongsUnder, finished }, n) => {
      const company = tied[n];
      if (company === null || company === undefined) return [];
      return [
        association(n, company, {
          siteName: name,
          expectedPartnerId: expected[belongsUnder],
          ...(finished ? {} : { packageName: null, packageId: null, writtenLink: null }),
        }),
      ];
    }),
    companyChecks: new Map(
      made.companies.flatMap(({ check, packageReadable }, n) =>
        check === null
          ? []
          : [[cid(n + 1), { sight: check, packageReadable, endpoints: n }] as const],
      ),
    ),
    siteChecks: new Map(
      made.sites.flatMap(({ check }, n) => (check === null ? [] : [[uid(n), check] as const])),
    ),
    links: made.packageElsewhere
      ? [link(0xf2, packageName(uid(0), made.sites[0]?.name ?? ''))]
      : [],
    variables: new Map(
      made.sites.map(({ variable }, n) => [
        uid(n),
        variableOf(tied[n] === null && variable === 'ours' ? 'absent' : variable, n),
      ]),
    ),
    locked: {
      ...planInput().locked,
      siteUids: new Set(made.sites.flatMap(({ isLocked }, n) => (isLocked ? [uid(n)] : []))),
    },
  });
}

function variableOf(kind: string, n: number): VariableState {
  if (kind === 'ours') return { state: 'value', value: installLink(n) };
  if (kind === 'foreign') return { state: 'value', value: 'https://else' };
  return kind === 'masked' || kind === 'absent' ? { state: kind } : { state: 'unread' };
}

/** The events that a run found are on record for the next, some of them ignored. */
export function recorded(input: PlanInput, ignores: (n: number) => boolean): PlanInput {
  const knownEvents = planGravityzone(input).events.map(
    ({ type, siteUid, factsHash }, n): KnownEvent => ({
      type,
      siteUid,
      factsHash,
      state: ignores(n) ? 'ignored' : 'open',
      runsWithFacts: 1,
      ignoredFactsHash: ignores(n) ? factsHash : null,
    }),
  );
  return { ...input, knownEvents };
}

/** Inventories with every discrepancy there is, as a first run or a later one sees them. */
export const inventories: fc.Arbitrary<PlanInput> = fc
  .tuple(
    inventory,
    fc.constantFrom(false, true, true, true),
    fc.array(fc.constantFrom(false, false, false, true), { minLength: 9, maxLength: 9 }),
  )
  .map(([made, isLater, ignored]) => {
    const input = inputOf(made);
    return isLater ? recorded(input, (n) => ignored[n] === true) : input;
  });
