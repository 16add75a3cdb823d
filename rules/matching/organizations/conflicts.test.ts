import { describe, expect, test } from 'vitest';
import { organization, source, verdictsOf } from './test-account.ts';

/** The conflict rules of organizations, a test a row, by the words of the row. */
describe('Conflict rules, organizations', () => {
  test('two sources, one destination, same key: no auto for either; suggest to both, flag "also wanted by X"', () => {
    const verdicts = verdictsOf({
      sources: [source('Quarry Lane Dental'), source('QUARRY LANE-DENTAL', { id: 'second' })],
      organizations: [organization('1', 'Quarry Lane Dental')],
    });
    expect(verdicts.get('quarry lane dental')).toMatchObject({
      state: 'suggested',
      suggestions: [{ id: '1', flags: ['also wanted by “QUARRY LANE-DENTAL”'] }],
      conflicts: ['Others have its name: “QUARRY LANE-DENTAL”.'],
    });
    expect(verdicts.get('second')).toMatchObject({
      state: 'suggested',
      suggestions: [{ id: '1', flags: ['also wanted by “Quarry Lane Dental”'] }],
    });
  });

  test('several sites of one client are legitimate, so the person may accept both', () => {
    const verdict = verdictsOf({
      sources: [source('Quarry Lane Dental'), source('QUARRY LANE-DENTAL', { id: 'second' })],
      organizations: [organization('1', 'Quarry Lane Dental')],
      matches: [
        {
          sourceId: 'second',
          destinationId: '1',
          origin: 'person',
          sourceName: 'QUARRY LANE-DENTAL',
          destinationName: 'Quarry Lane Dental',
        },
      ],
    }).get('quarry lane dental');
    expect(verdict).toMatchObject({
      state: 'suggested',
      suggestions: [{ id: '1', flags: ['already matched to “QUARRY LANE-DENTAL”'] }],
    });
  });

  test('one source, two destinations with the same key: no auto; show both with what differs (legal form, number, city, status)', () => {
    const verdict = verdictsOf({
      sources: [source('Hollow Creek')],
      organizations: [
        organization('1', 'Hollow Creek', { city: 'Boise' }),
        organization('2', 'Hollow Creek Inc', { city: 'Reno', status: 'Inactive' }),
      ],
    }).get('hollow creek');
    expect(verdict).toMatchObject({
      state: 'suggested',
      suggestions: [
        { id: '1', flags: ['legal form: none', 'city: Boise', 'status: Active'] },
        { id: '2', flags: ['legal form: inc', 'city: Reno', 'status: Inactive'] },
      ],
      conflicts: ['Beside “Hollow Creek” there is “Hollow Creek Inc”.'],
    });
  });

  test('source already matched by hand: never touched', () => {
    const match = {
      sourceId: 'hollow creek',
      destinationId: '2',
      origin: 'person' as const,
      sourceName: 'Hollow Creek',
      destinationName: 'Something Else',
    };
    const verdict = verdictsOf({
      sources: [source('Hollow Creek')],
      organizations: [organization('1', 'Hollow Creek'), organization('2', 'Something Else')],
      matches: [match],
      agreements: [{ sourceId: 'hollow creek', destinationId: '1', agree: 40, of: 40 }],
    }).get('hollow creek');
    expect(verdict).toEqual({
      sourceId: 'hollow creek',
      state: 'matched',
      destinationId: '2',
      suggestions: [],
      conflicts: [],
      notes: [],
    });
  });

  test('auto match whose name changes later on either side: keep the match, show "name changed"', () => {
    const match = {
      sourceId: 's',
      destinationId: '1',
      origin: 'rule' as const,
      sourceName: 'Hollow Creek',
      destinationName: 'Hollow Creek',
    };
    const verdictOf = (here: string, there: string) =>
      verdictsOf({
        sources: [source(here, { id: 's' })],
        organizations: [organization('1', there), organization('2', here)],
        matches: [match],
      }).get('s');
    expect(verdictOf('Hollow Creek', 'Hollow Creek')).toMatchObject({
      state: 'matched',
      notes: [],
    });
    for (const verdict of [
      verdictOf('Bright Meadow', 'Hollow Creek'),
      verdictOf('Hollow Creek', 'Bright Meadow'),
    ]) {
      expect(verdict).toMatchObject({
        state: 'matched',
        destinationId: '1',
        notes: [{ code: 'renamed', sentence: expect.stringContaining('name changed') }],
      });
    }
  });

  test('destination deleted: match becomes broken, not re-matched silently', () => {
    const verdict = verdictsOf({
      sources: [source('Hollow Creek')],
      organizations: [organization('2', 'Hollow Creek')],
      matches: [
        {
          sourceId: 'hollow creek',
          destinationId: '1',
          origin: 'rule',
          sourceName: 'Hollow Creek',
          destinationName: 'Hollow Creek',
        },
      ],
    }).get('hollow creek');
    expect(verdict).toMatchObject({
      state: 'broken',
      destinationId: '1',
      notes: [{ code: 'gone' }],
    });
  });

  test('Autotask company id / IT Glue PSA id present on both sides: id beats name', () => {
    const verdict = verdictsOf({
      sources: [source('Hollow Creek', { autotaskCompanyId: '77' })],
      organizations: [
        organization('1', 'Hollow Creek'),
        organization('2', 'HOLLOW CREEK', { autotaskCompanyIds: ['77'] }),
      ],
    }).get('hollow creek');
    expect(verdict).toMatchObject({
      state: 'matched-by-rule',
      destinationId: '2',
      reasons: ['same Autotask company id', 'same name'],
    });
  });

  test('Autotask company id / IT Glue PSA id present on both sides: if id and name tiers disagree: no auto, flag', () => {
    const verdict = verdictsOf({
      sources: [source('Hollow Creek', { autotaskCompanyId: '77' })],
      organizations: [
        organization('1', 'Hollow Creek'),
        organization('2', 'Bright Meadow', { autotaskCompanyIds: ['77'] }),
      ],
    }).get('hollow creek');
    expect(verdict).toMatchObject({
      state: 'suggested',
      // The id's organization leads the suggestions (spec 4.2).
      suggestions: [
        { id: '2', likelihood: 'likely' },
        { id: '1', likelihood: 'possible' },
      ],
      conflicts: [
        'IT Glue ties “Bright Meadow” to the same Autotask company, and the name is that of “Hollow Creek”.',
      ],
    });
  });

  test('the name’s organization is tied to another Autotask company: no auto, flag', () => {
    const verdict = verdictsOf({
      sources: [source('Hollow Creek', { autotaskCompanyId: '77' })],
      organizations: [organization('1', 'Hollow Creek', { autotaskCompanyIds: ['78'] })],
    }).get('hollow creek');
    expect(verdict).toMatchObject({
      state: 'suggested',
      conflicts: ['IT Glue ties “Hollow Creek” to another Autotask company (78).'],
    });
  });
});
