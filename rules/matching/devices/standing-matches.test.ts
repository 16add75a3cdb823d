import { describe, expect, test } from 'vitest';
import type { Configuration, DeviceMatch, SourceDevice } from './device-types.ts';
import { configuration, device, mac, match, nics, serial, verdictsOf } from './test-account.ts';

function standing(
  over: Partial<SourceDevice>,
  there: Partial<Configuration> | undefined,
  how: Partial<DeviceMatch> = {},
) {
  return verdictsOf({
    devices: [device(1, { serial: serial(1), interfaces: nics(mac(1)), ...over })],
    configurations: [
      ...(there === undefined
        ? []
        : [configuration(1, { serial: serial(1), primaryMac: mac(1), ...there })]),
      configuration(2, { macs: [mac(2)] }),
    ],
    matches: [match(1, 1, how)],
  }).get('d1');
}

const codes = (verdict: ReturnType<typeof standing>) => verdict?.notes.map(({ code }) => code);

describe('A match that stands is judged anew', () => {
  test('it is kept if nothing contradicts', () => {
    const verdict = standing({}, {});
    expect(verdict).toMatchObject({ state: 'matched', configurationId: 'c1', sound: true });
    expect(codes(verdict)).toEqual([]);
  });

  test('it is kept when what it was made by has gone', () => {
    expect(standing({ serial: null, interfaces: [] }, {})).toMatchObject({
      sound: true,
      notes: [],
    });
  });

  test('configuration gone: broken, and not matched to another', () => {
    const verdict = standing({ interfaces: nics(mac(1), mac(2)) }, undefined, {
      configurationName: 'RECEPTION',
    });
    expect(verdict).toMatchObject({ state: 'matched', configurationId: 'c1', sound: false });
    expect(verdict?.notes).toEqual([
      {
        code: 'gone',
        sentence:
          'Configuration “RECEPTION” was not in IT Glue any more when that was last read whole. Revert the match, or match the device to another.',
      },
    ]);
  });

  test('configuration archived: shown', () => {
    const verdict = standing({}, { archived: true });
    expect(codes(verdict)).toEqual(['archived']);
    expect(verdict?.state).toBe('matched');
  });

  test('device moved to another site of its organization: shown', () => {
    const verdict = standing(
      { siteUid: 's5', sourceId: 's1' },
      {},
      { siteUid: 's1', sourceId: 's1' },
    );
    expect(codes(verdict)).toEqual(['moved']);
    expect(verdict).toMatchObject({ sound: true });
  });

  test('device moved to another organization: shown, and not matched there silently', () => {
    const verdict = standing({ siteUid: 's2' }, {}, { siteUid: 's1', sourceId: 's1' });
    expect(codes(verdict)).toEqual(['moved', 'elsewhere']);
    expect(verdict).toMatchObject({ state: 'matched', configurationId: 'c1', sound: false });
  });

  test('source organization not matched any more: shown', () => {
    const verdict = standing({ sourceId: 's9' }, {});
    expect(codes(verdict)).toEqual(['organization-unmatched']);
    expect(verdict).toMatchObject({ sound: false });
  });

  test('renamed on either side: kept, and shown', () => {
    const verdict = standing(
      { name: 'B-PC' },
      { name: 'C-PC' },
      {
        deviceName: 'A-PC',
        configurationName: 'c-pc',
      },
    );
    expect(verdict?.notes).toEqual([
      {
        code: 'renamed',
        sentence: 'The device was “A-PC” when it was matched and is “B-PC” now.',
      },
    ]);
  });

  test.each([
    ['another serial', {}, { serial: serial(2) }],
    ['an identifier on another configuration', { interfaces: nics(mac(2)) }, {}],
    ['another manufacturer', { manufacturer: 'Dell' }, { manufacturer: 'HP' }],
  ])('%s contradicts a rule’s match, and no person’s', (_what, here, there) => {
    const byRule = standing(here, there);
    expect(byRule).toMatchObject({ state: 'matched', configurationId: 'c1', sound: false });
    expect(codes(byRule)).toEqual(['contradicted']);
    for (const origin of ['person', 'created'] as const) {
      expect(standing(here, there, { origin })).toMatchObject({ sound: true, notes: [] });
    }
  });
});
