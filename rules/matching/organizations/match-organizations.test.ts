import { describe, expect, test } from 'vitest';
import { organization, source, verdictsOf } from './test-account.ts';

const one = (name: string, ...others: string[]) =>
  verdictsOf({
    sources: [source(name, { id: 's' })],
    organizations: others.map((other, at) => organization(String(at + 1), other)),
  }).get('s');

describe('Automatic: the same name, unique on both sides', () => {
  test.each([
    ['case', 'Hollow Creek', 'HOLLOW creek'],
    ['accents', 'Café Zoë Catering', 'Cafe Zoe Catering'],
    ['spaces and punctuation', 'Hollow-Creek, Inc.', 'HollowCreek Inc'],
    ['and and the', 'The Birch & Oak', 'Birch and Oak'],
  ])('%s aside', (_, here, there) => {
    expect(one(here, there)).toMatchObject({ state: 'matched-by-rule', destinationId: '1' });
  });

  test.each([
    ['the legal form', 'Hollow Creek', 'Hollow Creek LLC'],
    ['abbreviations', 'Hollow Creek Mfg', 'Hollow Creek Manufacturing'],
    ['word order', 'Hollow Creek Dental', 'Dental Hollow Creek'],
    ['a bracket', 'Hollow Creek', 'Hollow Creek (Boise)'],
  ])('weaker keys are never automatic, whatever devices say: %s', (_, here, there) => {
    const verdict = verdictsOf({
      sources: [source(here, { id: 's' })],
      organizations: [organization('1', there)],
      agreements: [{ sourceId: 's', destinationId: '1', agree: 41, of: 41 }],
    }).get('s');
    expect(verdict).toMatchObject({
      state: 'suggested',
      suggestions: [{ id: '1', likelihood: 'likely' }],
    });
  });

  test.each([
    ['numbers that contradict', 'Hollow Creek 1 15', 'Hollow Creek 11 5'],
    ['a short single word that is not written alike', 'The Gap', 'Gap'],
    ['a generic word', 'Office', 'OFFICE'],
  ])('not with %s', (_, here, there) => {
    expect(one(here, there)).toMatchObject({ state: 'suggested', suggestions: [{ id: '1' }] });
  });

  test('a namesake that is inactive is still a namesake', () => {
    const verdict = verdictsOf({
      sources: [source('Hollow Creek')],
      organizations: [
        organization('1', 'Hollow Creek'),
        organization('2', 'Hollow Creek', { archived: true }),
      ],
    }).get('hollow creek');
    expect(verdict).toMatchObject({
      state: 'suggested',
      suggestions: [{ flags: ['status: Active'] }, { flags: ['status: archived'] }],
    });
  });

  test('an archived or inactive organization is only suggested', () => {
    for (const more of [{ archived: true }, { status: 'Inactive' }]) {
      const verdict = verdictsOf({
        sources: [source('Hollow Creek')],
        organizations: [organization('1', 'Hollow Creek', more)],
      }).get('hollow creek');
      expect(verdict).toMatchObject({ state: 'suggested', suggestions: [{ id: '1' }] });
      expect(verdict?.suggestions[0]?.flags).toHaveLength(1);
    }
  });

  test('neither side rejected before; a rejected pair is not suggested again', () => {
    const verdict = verdictsOf({
      sources: [source('Hollow Creek')],
      organizations: [organization('1', 'Hollow Creek')],
      apart: [{ sourceId: 'hollow creek', destinationId: '1' }],
    }).get('hollow creek');
    expect(verdict).toMatchObject({ state: 'none', suggestions: [] });
    expect(verdict?.conflicts).toEqual(['A person has said that it is not “Hollow Creek”.']);
  });

  test('an ignored source is left alone', () => {
    const verdict = verdictsOf({
      sources: [source('Hollow Creek')],
      organizations: [organization('1', 'Hollow Creek')],
      ignored: new Set(['hollow creek']),
    }).get('hollow creek');
    expect(verdict).toMatchObject({ state: 'ignored', suggestions: [] });
  });
});

describe('Suggestion: ranked candidates, each with a score and its reasons in words', () => {
  test('devices are evidence, and lead where the name says nothing', () => {
    const verdict = verdictsOf({
      sources: [source('Head Office')],
      organizations: [organization('1', 'Bright Meadow'), organization('2', 'Hollow Creek')],
      agreements: [{ sourceId: 'head office', destinationId: '2', agree: 37, of: 41 }],
    }).get('head office');
    expect(verdict?.suggestions).toMatchObject([
      {
        id: '2',
        likelihood: 'likely',
        reasons: expect.arrayContaining(['37 of 41 devices agree']),
      },
    ]);
  });

  test('an acronym alone is possible, never likely, until devices agree', () => {
    const input = {
      sources: [source('NWRH')],
      organizations: [
        organization('1', 'North Woods Regional Hospital'),
        organization('2', 'Birch'),
      ],
    };
    expect(verdictsOf(input).get('nwrh')).toMatchObject({
      state: 'suggested',
      suggestions: [
        { id: '1', likelihood: 'possible', reasons: ['one is an acronym of the other'] },
      ],
    });
    const agreements = [{ sourceId: 'nwrh', destinationId: '1', agree: 8, of: 9 }];
    expect(verdictsOf({ ...input, agreements }).get('nwrh')?.suggestions[0]?.likelihood).toBe(
      'likely',
    );
  });

  test('nothing is shown that is hardly ever right', () => {
    expect(one('Hollow Creek', 'Bright Meadow Foods')).toMatchObject({ state: 'none' });
  });
});
