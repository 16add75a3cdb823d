import { describe, expect, test } from 'vitest';
import type { Story } from './story.ts';
import { thirdActDifferences } from './third-act-differences.ts';
import { thirdActForTests } from './third-act-for-tests.ts';

type Played = ReturnType<typeof thirdActForTests>;

/** The third act with something in it changed. */
function told(change: (played: Played) => unknown): string[] {
  const played = thirdActForTests();
  change(played);
  const { connected, calls, itglue, matching, ...rest } = played;
  return thirdActDifferences({
    ...rest,
    runs: { connected },
    log: calls,
    state: { itglue, sample: { matching } },
  } as unknown as Story);
}

const found = <Item>(item: Item | undefined): Item => {
  if (item === undefined) throw new Error('There is none.');
  return item;
};

describe('what the demo says of IT Glue where', () => {
  test('all of it happened: nothing', () => {
    expect(told(() => undefined)).toEqual([]);
  });

  test('a run ended otherwise, or nothing was matched by rule', () => {
    expect(told(({ connected }) => (connected.status = 'partial'))).toEqual([
      'A run that read IT Glue ended as partial.',
    ]);
    expect(told(({ organizations }) => organizations.pop())).toEqual([
      'No organization was matched by rule.',
    ]);
  });

  test('something is matched to what it does not belong to', () => {
    expect(told(({ matching }) => (found(matching[0]).organizationIds = ['3']))).toEqual([
      'The organization “Abc” is wrongly “Abc”.',
    ]);
    expect(told(({ matching }) => (found(matching[1]).configurationIds = ['13']))).toEqual([
      'The device “OLD” is wrongly “12”.',
    ]);
  });

  test('a creation with a look-alike was not refused, or did not show it', () => {
    const sentence = 'Creating “Clinic” was not refused for its look-alike.';
    const refusals = [
      told(({ thirdAct }) => (thirdAct.refusedCreation.refusal.code = 'bad-input')),
      told(({ thirdAct }) => (thirdAct.refusedCreation.lookAlikes = [])),
    ];
    expect(refusals).toEqual([[sentence], [sentence]]);
  });

  test('a bulk made what it had to leave out, or left out more', () => {
    const kept = told(({ thirdAct: { bulk } }) => bulk.pop());
    expect(kept).toEqual(['“PC-001”, a name of other organizations too, was not left out.']);
    const refused = told(({ thirdAct: { bulk } }) =>
      bulk.push({ ...found(bulk[1]), match: { ...found(bulk[1]).match, name: 'PC-002' } }),
    );
    expect(refused).toEqual([expect.stringMatching(/^“PC-002”: create was not done/)]);
  });

  test('an organization came about twice', () => {
    const [twice, count] = told(({ itglue, calls }) => {
      itglue.organizations.push({ id: '3', name: 'Clinic' });
      calls.thirdAct.push(found(calls.thirdAct[0]));
    });
    expect(twice).toMatch(/^IT Glue has 2 organizations “Clinic”/);
    expect(count).toBe('Of 1 organizations asked for, Sitesync counts 1 created, the sandbox 2.');
  });

  test('a configuration came about twice, or in another organization', () => {
    const double = told(({ itglue }) =>
      itglue.configurations.push({ ...found(itglue.configurations[0]), id: '14' }),
    );
    expect(double).toEqual(['Configuration “NEW” was created, and matched to no device.']);
    const elsewhere = told(({ itglue }) => (found(itglue.configurations[0]).organizationId = '2'));
    expect(elsewhere).toEqual(['The configuration of “NEW” is not in its organization.']);
  });

  test('a created configuration lacks what tells that it is ours', () => {
    expect(told(({ itglue }) => (found(itglue.configurations[0]).installedBy = null))).toEqual([
      '“NEW” has not exactly one configuration of ours.',
    ]);
  });

  test('a run created something by itself', () => {
    const [, sentence] = told(({ calls }) =>
      (calls.connected as unknown[]).push(calls.thirdAct[1]),
    );
    expect(sentence).toBe('A run created something in IT Glue by itself.');
  });

  test('a device does not say that its configuration is in another organization', () => {
    expect(told(({ devices }) => Object.assign(found(devices[3]), { notes: [] }))).toEqual([
      'A device whose configuration is in another organization is not shown as that.',
    ]);
  });
});
