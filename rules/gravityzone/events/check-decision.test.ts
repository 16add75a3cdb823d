import { describe, expect, test } from 'vitest';
import { inventoryIndex } from '../inventory-index.ts';
import { packageName } from '../package-name.ts';
import { planGravityzone } from '../plan.ts';
import type { PlanInput } from '../plan-types.ts';
import {
  association,
  cid,
  customer,
  installLink,
  link,
  planInput,
  root,
  settings,
  site,
  uid,
} from '../test-inventory.ts';
import { checkEventDecision } from './check-decision.ts';
import type { CheckedDecision } from './check-decision.ts';
import type { EventChoice } from './event-decision.ts';
import { eventTypes, primaryActions } from './event-types.ts';
import type { DetectedEvent, EventType } from './event-types.ts';

/** Decides on the event that the inventory raises, by the same inventory or by a later one. */
const decide = (
  over: Partial<PlanInput>,
  choice: EventChoice,
  later: Partial<PlanInput> = {},
  endpoints: number | null = null,
): CheckedDecision => {
  const [event] = planGravityzone(planInput(over)).events;
  if (event === undefined) throw new Error('no event');
  return decideOn(event, { ...over, ...later }, choice, endpoints);
};
const decideOn = (
  event: DetectedEvent,
  over: Partial<PlanInput>,
  choice: EventChoice,
  endpoints: number | null = null,
) => checkEventDecision(inventoryIndex(planInput(over)), event, choice, { endpoints });
const code = (checked: CheckedDecision) => (checked.ok ? 'ok' : checked.code);
const accepted = (checked: CheckedDecision) => {
  if (!checked.ok) throw new Error(checked.sentence);
  return checked;
};

const sites = [site(1, 'Abc')];
const nameless = { sites: [site(1, 'A <B>')] };
const missing = { sites, tree: [customer(1, 'Abc')] };
const several = { sites, tree: [customer(1, 'Abc'), customer(2, 'abc')] };
const prefixed = {
  sites,
  tree: [customer(1, 'New Abc')],
  settings: settings({ prefix: 'New', prefixForAssociation: true }),
};
const reseller = customer(5, 'Reseller', { type: 'partner' });
const moved = {
  sites,
  tree: [reseller, customer(1, 'Abc', { parentId: cid(5), partnerId: cid(5) })],
  associations: [association(1, 1)],
};
const deleted = {
  sites,
  tree: [customer(2, 'Another')],
  associations: [association(1, 1, { companyName: 'Abc Ltd' })],
  companyChecks: new Map([
    [cid(1), { sight: 'not-found', packageReadable: false, endpoints: null } as const],
  ]),
};
const lost = {
  sites: [site(2, 'Another')],
  tree: [customer(1, 'Abc Ltd')],
  associations: [association(1, 1, { siteName: 'Abc' })],
  siteChecks: new Map([[uid(1), 'gone' as const]]),
};
const scenes: Record<EventType, Partial<PlanInput>> = {
  'destination-creation': nameless,
  'destination-moved': moved,
  'destination-deleted': deleted,
  'association-missing': missing,
  'prefix-association-missing': prefixed,
  'source-deleted': lost,
};
const choices: EventChoice[] = [
  { do: 'create', name: 'A B' },
  { do: 'move' },
  { do: 'recreate' },
  { do: 'associate' },
  { do: 'rename-existing', prefix: 'Old' },
  { do: 'rename-to-site' },
  { do: 'delete-company', name: 'Abc Ltd' },
  { do: 'keep-company' },
];

describe('Each event has its own primary actions, and ignore', () => {
  test('any other is refused by name', () => {
    for (const type of eventTypes) {
      const actions: readonly string[] = primaryActions[type];
      for (const choice of choices) {
        const refusal = code(decide(scenes[type], choice)) === 'action-not-of-type';
        expect(refusal, `${type} ${choice.do}`).toBe(!actions.includes(choice.do));
      }
    }
  });

  test('ignore says what stays, and has no action', () => {
    for (const type of eventTypes) {
      const { lines, verb } = accepted(decide(scenes[type], { do: 'ignore' }));
      expect(verb).toBeNull();
      const stays = lost === scenes[type] || moved === scenes[type] || deleted === scenes[type];
      expect(lines[0]).toContain(stays ? 'its association stays' : 'no association is made');
      expect(lines[1]).toContain('raises it again');
    }
  });

  test('a site with an action under way is refused until it is done', () => {
    const locked = { ...planInput().locked, siteUids: new Set([uid(1)]) };
    expect(code(decide(missing, { do: 'associate' }, { locked }))).toBe('site-under-way');
    expect(code(decide(missing, { do: 'ignore' }, { locked }))).toBe('ok');
  });
});

describe('create with a given name', () => {
  test('says what is created, and where', () => {
    const { lines, verb, details } = accepted(decide(nameless, { do: 'create', name: ' A B ' }));
    expect(verb).toBe('create');
    expect(details).toEqual({ siteName: 'A <B>', companyName: 'A B' });
    expect(lines[0]).toBe(
      'Create company “A B” under “Our MSP” and associate site “A <B>” with it.',
    );
  });

  test('refuses a name that is unusable, or in view, associated or not', () => {
    expect(code(decide(nameless, { do: 'create', name: 'A >B' }))).toBe('name-unusable');
    const tree = [customer(1, 'A B')];
    expect(code(decide(nameless, { do: 'create', name: 'a b' }, { tree }))).toBe('company-exists');
    expect(code(decide(nameless, { do: 'create', name: root.name }))).toBe('company-exists');
  });

  test('refuses a site that has been associated, or is not managed any more', () => {
    const create: EventChoice = { do: 'create', name: 'A B' };
    const associations = [association(1, 9)];
    expect(code(decide(nameless, create, { associations }))).toBe('already-associated');
    expect(code(decide(nameless, create, { sites: [] }))).toBe('site-not-listed');
  });

  test('a variable with another value is shown, and replaced by confirming', () => {
    const variables = new Map([[uid(1), { state: 'value', value: 'https://else' } as const]]);
    const { lines, details } = accepted(
      decide({ ...nameless, variables }, { do: 'create', name: 'A B' }),
    );
    expect(lines.join('\n')).toContain('“https://else”: it is replaced');
    expect(details.replaceVariable).toBe(true);
    const masked = new Map([[uid(1), { state: 'masked' } as const]]);
    const other = decide({ ...nameless, variables: masked }, { do: 'create', name: 'A B' });
    expect(accepted(other).details.replaceVariable).toBe(true);
    const unread = decide(nameless, { do: 'create', name: 'A B' });
    expect(accepted(unread).details).not.toHaveProperty('replaceVariable');
  });
});

describe('move', () => {
  test('back under the expected parent, which is named', () => {
    const { lines, verb, details } = accepted(decide(moved, { do: 'move' }));
    expect(verb).toBe('move');
    expect(lines[0]).toBe(
      `Move company “Abc” (${cid(1)}) from under “Reseller” back under “Our MSP”.`,
    );
    expect(details).toEqual({
      siteName: 'Abc',
      companyId: cid(1),
      companyName: 'Abc',
      moveToId: root.id,
      movedFromId: cid(5),
    });
  });

  test('refused where the expected parent is not in view', () => {
    const associations = [association(1, 1, { expectedPartnerId: cid(9) })];
    expect(code(decide({ ...moved, associations }, { do: 'move' }))).toBe('partner-not-in-view');
  });

  test('refused with what changed', () => {
    const later = (over: Partial<PlanInput>) => code(decide(moved, { do: 'move' }, over));
    expect(later({ tree: [customer(1, 'Abc')] })).toBe('no-longer-applies');
    const other = customer(6, 'Other', { type: 'partner' });
    const elsewhere = customer(1, 'Abc', { parentId: cid(6), partnerId: cid(6) });
    expect(later({ tree: [other, elsewhere] })).toBe('facts-changed');
    expect(later({ tree: [] })).toBe('company-not-in-view');
    expect(later({ associations: [association(1, 2)] })).toBe('association-changed');
    expect(later({ sites: [site(1, 'Abc', { onDemand: true })] })).toBe('site-not-listed');
  });
});

describe('recreate, and associate', () => {
  test('with the site’s name by the prefix settings, or a given one', () => {
    const { lines, verb, details } = accepted(decide(deleted, { do: 'recreate' }));
    expect(verb).toBe('recreate');
    expect(details).toEqual({
      siteName: 'Abc',
      companyName: 'Abc',
      replacesCompanyId: cid(1),
    });
    expect(lines[0]).toContain('“Abc Ltd”');
    const always = settings({ prefix: 'New', prefixForCreation: 'always' });
    const byPrefix = decide({ ...deleted, settings: always }, { do: 'recreate' });
    expect(accepted(byPrefix).details.companyName).toBe('New Abc');
    const given = decide({ ...deleted, settings: always }, { do: 'recreate', name: 'Xyz' });
    expect(accepted(given).details.companyName).toBe('Xyz');
  });

  test('refused with a taken name, or where a free company of the name is in view', () => {
    const tree = [customer(2, 'Another'), customer(3, 'ABC')];
    expect(code(decide(deleted, { do: 'recreate' }, { tree }))).toBe('company-exists');
    expect(code(decide(deleted, { do: 'recreate', name: 'another' }))).toBe('company-exists');
    expect(code(decide(deleted, { do: 'recreate', name: 'x'.repeat(65) }))).toBe('name-unusable');
  });

  test('refused where the company is in view again', () => {
    const tree = [customer(1, 'Abc Ltd')];
    expect(code(decide(deleted, { do: 'recreate' }, { tree }))).toBe('company-in-view');
    const other: EventChoice = { do: 'associate', companyId: cid(2) };
    const both = { tree: [customer(1, 'Abc Ltd'), customer(2, 'Another')] };
    expect(code(decide(deleted, other, both))).toBe('company-in-view');
  });

  test('the link that was written for the company before is replaced without a word of consent', () => {
    const variables = new Map([[uid(1), { state: 'value', value: installLink(1) } as const]]);
    const { lines, details } = accepted(decide({ ...deleted, variables }, { do: 'recreate' }));
    expect(details).not.toHaveProperty('replaceVariable');
    expect(lines.join('\n')).toContain('holds the link that was written for the company before');
  });

  test('associate takes an existing company that is in view and unassociated, named by its id', () => {
    const associate = (n?: number, later: Partial<PlanInput> = {}) =>
      decide(
        deleted,
        n === undefined ? { do: 'associate' } : { do: 'associate', companyId: cid(n) },
        later,
      );
    const { lines, verb, details } = accepted(associate(2));
    expect(verb).toBe('reassociate');
    expect(details).toEqual({
      siteName: 'Abc',
      companyId: cid(2),
      companyName: 'Another',
      replacesCompanyId: cid(1),
    });
    expect(lines[1]).toBe(
      `Associate site “Abc” with company “Another” (${cid(2)}), under “Our MSP”.`,
    );
    expect(code(associate())).toBe('company-needed');
    expect(code(associate(9))).toBe('company-not-in-view');
    expect(code(associate(0xfff))).toBe('company-is-root');
    const partner = [customer(2, 'Another', { type: 'partner' })];
    expect(code(associate(2, { tree: partner }))).toBe('company-is-partner');
    const associations = [...deleted.associations, association(7, 2)];
    expect(code(associate(2, { associations }))).toBe('company-associated');
  });
});

describe('Association missing', () => {
  test('associate takes the only company of the name', () => {
    const { verb, details } = accepted(decide(missing, { do: 'associate' }));
    expect(verb).toBe('associate');
    expect(details).toEqual({ siteName: 'Abc', companyId: cid(1), companyName: 'Abc' });
  });

  test('of several it must be said which one, and it must be one of them', () => {
    expect(code(decide(several, { do: 'associate' }))).toBe('company-needed');
    const second = decide(several, { do: 'associate', companyId: cid(2) });
    expect(accepted(second).details.companyId).toBe(cid(2));
    const tree = [...several.tree, customer(3, 'Other')];
    const third = decide({ ...several, tree }, { do: 'associate', companyId: cid(3) });
    expect(code(third)).toBe('company-not-of-name');
  });

  test('refused once it has another association, or is gone', () => {
    const associations = [association(7, 1)];
    expect(code(decide(missing, { do: 'associate' }, { associations }))).toBe(
      'company-not-in-view',
    );
    expect(code(decide(missing, { do: 'associate' }, { tree: [] }))).toBe('company-not-in-view');
  });

  test('a package that Sitesync did not make is used only by confirming', () => {
    const links = [link(1, packageName(uid(1), 'Abc'))];
    const { lines, details } = accepted(decide({ ...missing, links }, { do: 'associate' }));
    expect(lines.join('\n')).toContain('although Sitesync did not make it');
    expect(details.adoptPackage).toBe(packageName(uid(1), 'Abc'));
  });

  test('rename-existing puts the prefix before the name, and creates a company of the freed name', () => {
    const { lines, verb, details } = accepted(
      decide(missing, { do: 'rename-existing', prefix: ' Old ' }),
    );
    expect(verb).toBe('rename-existing');
    expect(lines.slice(0, 2)).toEqual([
      `Rename company “Abc” (${cid(1)}) to “Old Abc”.`,
      'Create company “Abc” under “Our MSP” and associate site “Abc” with it.',
    ]);
    expect(details).toEqual({
      siteName: 'Abc',
      companyName: 'Abc',
      renameCompanyId: cid(1),
      renameFrom: 'Abc',
      renameTo: 'Old Abc',
    });
  });

  test('refused without a prefix, with a taken or unusable name, or with several companies', () => {
    const rename = (prefix: string, later: Partial<PlanInput> = {}) =>
      code(decide(missing, { do: 'rename-existing', prefix }, later));
    expect(rename(' ')).toBe('prefix-needed');
    expect(rename('x'.repeat(62))).toBe('name-unusable');
    expect(rename('Old', { tree: [...missing.tree, customer(3, 'old abc')] })).toBe(
      'company-exists',
    );
    expect(code(decide(several, { do: 'rename-existing', prefix: 'Old' }))).toBe(
      'several-companies',
    );
    // Its name is not freed by renaming it, since an associated company has it too.
    const associations = [association(7, 2)];
    expect(rename('Old', { tree: several.tree, associations })).toBe('company-exists');
  });
});

describe('Prefix-based association missing', () => {
  test('associate leaves the name; rename-to-site gives the company the site’s', () => {
    const plain = accepted(decide(prefixed, { do: 'associate' }));
    expect(plain).toMatchObject({ verb: 'associate', details: { companyName: 'New Abc' } });
    const { lines, verb, details } = accepted(decide(prefixed, { do: 'rename-to-site' }));
    expect(verb).toBe('rename-to-site');
    expect(lines.slice(0, 2)).toEqual([
      `Rename company “New Abc” (${cid(1)}) to “Abc”.`,
      `Associate site “Abc” with company “Abc” (${cid(1)}), under “Our MSP”.`,
    ]);
    expect(details).toEqual({
      siteName: 'Abc',
      companyId: cid(1),
      companyName: 'Abc',
      renameCompanyId: cid(1),
      renameFrom: 'New Abc',
      renameTo: 'Abc',
    });
  });

  test('rename-to-site is refused where another company has the site’s name', () => {
    const tree = [...prefixed.tree, customer(2, 'abc')];
    expect(code(decide(prefixed, { do: 'rename-to-site' }, { tree }))).toBe('company-exists');
  });
});

describe('Source deleted', () => {
  const typed = (name: string): EventChoice => ({ do: 'delete-company', name });

  test('delete-company shows the endpoints and the package, and wants the name typed', () => {
    const { lines, verb, details } = accepted(decide(lost, typed(' Abc Ltd '), {}, 12));
    expect(verb).toBe('delete-company');
    expect(details).toEqual({
      siteName: 'Abc',
      companyId: cid(1),
      companyName: 'Abc Ltd',
      endpoints: 12,
    });
    const text = lines.join('\n');
    expect(text).toContain(`Delete company “Abc Ltd” (${cid(1)}), under “Our MSP”, with its 12`);
    expect(text).toContain('“Sitesync of 1”');
    expect(text).toContain('by its uid once more');
    expect(code(decide(lost, typed('abc ltd')))).toBe('name-differs');
    expect(accepted(decide(lost, typed('Abc Ltd'))).details).not.toHaveProperty('endpoints');
  });

  test('is refused for partners, also for what other companies are under, and for the root', () => {
    const partner = [customer(1, 'Abc Ltd', { type: 'partner' })];
    expect(code(decide(lost, typed('Abc Ltd'), { tree: partner }))).toBe('company-is-partner');
    const { type: _type, ...untyped } = customer(1, 'Abc Ltd');
    const child = customer(4, 'Child', { parentId: cid(1), partnerId: cid(1) });
    expect(code(decide(lost, typed('Abc Ltd'), { tree: [untyped, child] }))).toBe(
      'company-is-partner',
    );
    const ofRoot = { ...lost, associations: [association(1, 0xfff, { siteName: 'Abc' })] };
    expect(code(decide(ofRoot, typed(root.name)))).toBe('company-is-root');
  });

  test('keep-company deletes the association alone', () => {
    const { lines, verb, details } = accepted(decide(lost, { do: 'keep-company' }));
    expect(verb).toBe('keep-company');
    expect(details).toEqual({ siteName: 'Abc', companyId: cid(1), companyName: 'Abc Ltd' });
    expect(lines.join('\n')).toContain('and its package stay');
    expect(code(decide(lost, { do: 'keep-company' }, { tree: [] }))).toBe('ok');
    expect(code(decide(lost, typed('Abc Ltd'), { tree: [] }))).toBe('company-not-in-view');
  });

  test('both are refused once the site is listed again, on-demand or not', () => {
    const back = { sites: [site(1, 'Abc', { onDemand: true })] };
    expect(code(decide(lost, { do: 'keep-company' }, back))).toBe('site-is-back');
    expect(code(decide(lost, typed('Abc Ltd'), back))).toBe('site-is-back');
  });
});
