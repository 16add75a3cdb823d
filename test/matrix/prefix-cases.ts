import type { End } from './case-types.ts';
import type { FindingName } from './cases.ts';
import type { Outcome } from './play-runs.ts';

/*
 * The findings that prefix settings bear on, at Automatic inventory synchronization with handling
 * Automatic. The prefix is "New"; elsewhere it is used for association, and never for creation.
 */

const prefixed = {
  effects: ['create company New Abc', 'create package', 'create variable'],
  end: (...others: string[]): End => ({
    companies: [...others, 'New Abc'],
    associated: 'New Abc',
    link: 'ready',
  }),
};
const unmapped = (...companies: string[]): End => ({ companies, associated: null, link: 'none' });
const gone: End = { companies: [], associated: 'gone', link: 'stale' };

export interface PrefixCases {
  settings: { prefixForCreation: 'never' | 'always' | 'if-exists'; prefixForAssociation: boolean };
  findings: Partial<Record<FindingName, Outcome>>;
}

export const prefixCases: Record<string, PrefixCases> = {
  'for creation always': {
    settings: { prefixForCreation: 'always', prefixForAssociation: true },
    findings: {
      // The name itself is free no longer, but nobody wants it.
      'name-out-of-sight': {
        event: null,
        does: 'creates',
        before: unmapped(),
        handled: { effects: prefixed.effects, end: prefixed.end('Abc of another partner') },
      },
      'name-of-associated-company': {
        event: null,
        does: 'creates',
        before: unmapped('Abc'),
        handled: { effects: prefixed.effects, end: prefixed.end('Abc') },
      },
      'company-deleted': {
        event: 'destination-deleted',
        does: 'handles-when-seen-twice',
        before: gone,
        handled: {
          effects: ['create company New Abc', 'create package', 'update variable'],
          end: prefixed.end(),
        },
      },
      'company-of-its-name': {
        event: 'association-missing',
        does: 'handles',
        before: unmapped('Abc'),
        handled: {
          effects: ['create package', 'create variable'],
          end: { companies: ['Abc'], associated: 'Abc', link: 'ready' },
        },
      },
    },
  },
  'for creation only if the name exists': {
    settings: { prefixForCreation: 'if-exists', prefixForAssociation: true },
    findings: {
      'name-of-associated-company': {
        event: null,
        does: 'creates',
        before: unmapped('Abc'),
        handled: { effects: prefixed.effects, end: prefixed.end('Abc') },
      },
      // What is refused may be our own company, not listed yet: the prefix is not tried instead.
      'name-out-of-sight': {
        event: 'destination-creation',
        does: 'waits',
        before: unmapped('Abc of another partner'),
      },
      'company-deleted': {
        event: 'destination-deleted',
        does: 'handles-when-seen-twice',
        before: gone,
        handled: {
          effects: ['create company Abc', 'create package', 'update variable'],
          end: { companies: ['Abc'], associated: 'Abc', link: 'ready' },
        },
      },
    },
  },
  'for association never': {
    settings: { prefixForCreation: 'always', prefixForAssociation: false },
    findings: {
      // It is not looked for, and no other is created beside it.
      'company-of-prefix-and-name': {
        event: null,
        does: 'tells',
        before: unmapped('New Abc'),
      },
    },
  },
};
