import { describe, expect, test } from 'vitest';
import type { ChoiceFacts } from './choice-facts.ts';
import { choiceLines, choiceWarnings } from './choice-lines.ts';
import type { MatchChoice } from './match-choice.ts';

const facts = (more: Partial<ChoiceFacts['item']> = {}, rest: Partial<ChoiceFacts> = {}) => ({
  item: {
    kind: 'organization' as const,
    name: 'Acme',
    present: true,
    state: 'unmatched' as const,
    matchedTo: null,
    byPerson: false,
    noted: false,
    suggestions: [{ id: '1', name: 'Acme Inc' }],
    ...more,
  },
  destination: {
    id: '1',
    name: 'Acme Inc',
    archived: false,
    organization: null,
    otherDevice: null,
  },
  organization: null,
  creation: null,
  ...rest,
});
const device = { kind: 'device' as const, name: 'PC1' };

describe('what a confirmation says', () => {
  test.each<[MatchChoice, ChoiceFacts, string]>([
    [
      { do: 'accept', destinationId: '1' },
      facts(),
      'Organization “Acme” is matched to organization “Acme Inc” (1).',
    ],
    [
      { do: 'to', destinationId: '1' },
      facts({ matchedTo: { id: '2', name: 'Acne' } }),
      'Organization “Acme” is matched to organization “Acme Inc” (1), in place of “Acne” (2).',
    ],
    [
      { do: 'reject', destinationId: '1' },
      facts(),
      '“Acme Inc” (1) is not suggested for organization “Acme” again.',
    ],
    [
      { do: 'create', name: 'Acme Ltd' },
      facts(),
      'Organization “Acme Ltd” is created in IT Glue, and organization “Acme” is matched to it.',
    ],
    [
      { do: 'create' },
      facts(device, { organization: { id: '1', name: 'Acme Inc' } }),
      'Configuration “PC1” is created in IT Glue in organization “Acme Inc”, and device “PC1” is matched to it.',
    ],
    [
      { do: 'ignore' },
      facts(device),
      'Device “PC1” is ignored: it is not counted as unmatched from then on.',
    ],
    [
      { do: 'unignore' },
      facts(),
      'Organization “Acme” is unmatched again, and may be matched by the next run.',
    ],
    [
      { do: 'revert' },
      facts({ matchedTo: { id: '1', name: 'Acme Inc' } }),
      'The match of organization “Acme” to “Acme Inc” is taken back; a run never makes it again. Nothing is changed in IT Glue.',
    ],
  ])('of %j', (choice, about, line) => {
    expect(choiceLines(choice, about)).toEqual([line]);
  });

  test('creating warns of the PSA, once for all; nothing else does', () => {
    expect(choiceWarnings([{ do: 'create' }, { do: 'create' }])).toEqual([
      expect.stringMatching(/PSA/),
    ]);
    expect(choiceWarnings([{ do: 'ignore' }])).toEqual([]);
  });
});
