import { mostColumn, type Decision, type End } from './case-types.ts';
import type { FindingName } from './cases.ts';

/*
 * The other half of the source: what an operator can decide on each event, and what comes of it. It
 * is the same at every level and handling; the tests play it at all six.
 */

const associated: End = { companies: ['Abc'], associated: 'Abc', link: 'ready' };
const gone: End = { companies: [], associated: 'gone', link: 'stale' };
const completed = ['create package', 'create variable'];
const replaced = ['create package', 'update variable'];

const ignored = (finding: FindingName, end: End): Decision => ({
  finding,
  action: 'ignore',
  choice: () => ({ do: 'ignore' }),
  says: null,
  effects: [],
  end,
  state: 'ignored',
});

export const decisions: Record<string, Decision> = {
  'create with a given name': {
    finding: 'name-unusable',
    action: 'create',
    choice: ({ name }) => ({ do: 'create', name }),
    says: 'creates a company with the given name, its package and variable, and associates it',
    effects: ['create company Abc', ...completed],
    end: associated,
    state: 'handled',
  },
  'create with a given name, where the site’s own is taken': {
    finding: 'name-of-associated-company',
    action: 'create',
    choice: ({ name }) => ({ do: 'create', name: `${name} Two` }),
    says: null,
    effects: ['create company Abc Two', ...completed],
    end: { companies: ['Abc', 'Abc Two'], associated: 'Abc Two', link: 'ready' },
    state: 'handled',
  },
  'ignore (Destination creation)': ignored('name-unusable', {
    companies: [],
    associated: null,
    link: 'none',
  }),

  move: {
    finding: 'company-moved',
    action: 'move',
    choice: () => ({ do: 'move' }),
    says: 'moves the company back under the partner that it was under when it was associated',
    effects: ['move company Abc'],
    end: associated,
    state: 'handled',
    otherwise: [
      {
        when: { 'gravityzone.packagesOnMove': 'newLinks' },
        end: { ...associated, link: 'stale' },
      },
      {
        when: { 'gravityzone.packagesOnMove': 'removed' },
        end: { ...associated, link: 'stale' },
      },
    ],
  },
  'ignore (Destination moved)': ignored('company-moved', {
    ...associated,
    companies: ['Abc under a partner'],
  }),

  'recreate with the site’s name': {
    finding: 'company-deleted',
    action: 'recreate',
    choice: () => ({ do: 'recreate' }),
    says: 'creates a company with the site’s name (prefix settings applied) or a given one and its package, sets the variable, and associates it in the place of the one that is gone',
    effects: ['create company Abc', ...replaced],
    end: associated,
    state: 'handled',
    otherwise: [
      {
        when: { 'gravityzone.deletedCompanyName': 'kept' },
        effects: [],
        end: gone,
        state: 'open',
      },
    ],
  },
  'recreate with a given name': {
    finding: 'company-deleted',
    action: 'recreate',
    choice: ({ name }) => ({ do: 'recreate', name: `${name} Anew` }),
    says: null,
    effects: ['create company Abc Anew', ...replaced],
    end: { companies: ['Abc Anew'], associated: 'Abc Anew', link: 'ready' },
    state: 'handled',
  },
  'recreate with the site’s name, of a company out of sight': {
    finding: 'company-hidden',
    action: 'recreate',
    choice: () => ({ do: 'recreate' }),
    says: null,
    effects: [],
    end: associated,
    state: 'open',
    otherwise: [
      {
        // Nothing says that it is still there, and a person wanted it.
        when: { 'gravityzone.companyNameScope': 'none' },
        effects: ['create company Abc', ...replaced],
        end: { ...associated, companies: ['Abc', 'Abc'] },
        state: 'handled',
      },
    ],
  },
  'recreate with a given name, of a company out of sight': {
    finding: 'company-hidden',
    action: 'recreate',
    choice: ({ name }) => ({ do: 'recreate', name: `${name} Anew` }),
    says: null,
    effects: ['create company Abc Anew', ...replaced],
    end: { companies: ['Abc', 'Abc Anew'], associated: 'Abc Anew', link: 'ready' },
    state: 'handled',
  },
  'associate (Destination deleted)': {
    finding: 'company-deleted-one-spare',
    action: 'associate',
    choice: ({ name, companyId }) => ({ do: 'associate', companyId: companyId(`${name} Spare`) }),
    says: 'associates an existing company that no site has in the place of the one that is gone: makes its package and sets the variable',
    effects: replaced,
    end: { companies: ['Abc Spare'], associated: 'Abc Spare', link: 'ready' },
    state: 'handled',
  },
  'ignore (Destination deleted)': ignored('company-deleted', gone),

  'associate (Association missing)': {
    finding: 'company-of-its-name',
    action: 'associate',
    choice: () => ({ do: 'associate' }),
    says: 'associates the two, where several have the name the one that the operator names: makes its package and variable',
    effects: completed,
    end: associated,
    state: 'handled',
  },
  'associate one of several': {
    finding: 'several-companies-of-its-name',
    action: 'associate',
    choice: ({ name, companyId }) => ({ do: 'associate', companyId: companyId(name) }),
    says: null,
    effects: completed,
    end: { companies: ['Abc', 'Abc in a folder'], associated: 'Abc', link: 'ready' },
    state: 'handled',
  },
  'rename-existing': {
    finding: 'company-of-its-name',
    action: 'rename-existing',
    choice: () => ({ do: 'rename-existing', prefix: 'Old' }),
    says: 'renames the company that has the name, with the given prefix; creates a new one with the freed name, its package and variable; associates the new one',
    effects: ['update company Old Abc', 'create company Abc', ...completed],
    end: { companies: ['Abc', 'Old Abc'], associated: 'Abc', link: 'ready' },
    state: 'handled',
  },
  'ignore (Association missing)': ignored('company-of-its-name', {
    companies: ['Abc'],
    associated: null,
    link: 'none',
  }),

  'associate (Prefix-based association missing)': {
    finding: 'company-of-prefix-and-name',
    action: 'associate',
    choice: () => ({ do: 'associate' }),
    says: 'associates the two: makes its package and variable',
    effects: completed,
    end: { companies: ['New Abc'], associated: 'New Abc', link: 'ready' },
    state: 'handled',
  },
  'rename-to-site': {
    finding: 'company-of-prefix-and-name',
    action: 'rename-to-site',
    choice: () => ({ do: 'rename-to-site' }),
    says: 'renames the company to the site’s name, then associates the two: makes its package and variable',
    effects: ['update company Abc', ...completed],
    end: associated,
    state: 'handled',
  },
  'ignore (Prefix-based association missing)': ignored('company-of-prefix-and-name', {
    companies: ['New Abc'],
    associated: null,
    link: 'none',
  }),

  'delete-company': {
    finding: 'site-deleted',
    action: 'delete-company',
    choice: ({ name }) => ({ do: 'delete-company', name }),
    says: 'shows endpoints and package, wants the company’s name typed, asks Datto RMM for the site once more, then deletes the company and the association. An Administrator’s; refused for partners',
    effects: ['delete company Abc'],
    end: { companies: [], associated: null, link: 'none' },
    state: 'handled',
  },
  'keep-company': {
    finding: 'site-deleted',
    action: 'keep-company',
    choice: () => ({ do: 'keep-company' }),
    says: 'deletes the association; the company and its package stay',
    effects: [],
    end: { companies: ['Abc'], associated: null, link: 'none' },
    state: 'handled',
  },
  'ignore (Source deleted)': ignored('site-deleted', { ...associated, link: 'none' }),
};

/** What is played in a column: variants only where a run may do most. */
export function decisionsIn(column: number): string[] {
  return Object.entries(decisions)
    .filter(([, { says, action }]) => says !== null || action === 'ignore' || column === mostColumn)
    .map(([id]) => id);
}
