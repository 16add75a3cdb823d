import { describe, expect, test } from 'vitest';
import { checkChoice } from './check-choice.ts';
import type { ChoiceFacts, DestinationFacts, ItemFacts } from './choice-facts.ts';
import type { StoredMatchChoice } from './match-choice.ts';

const acme = { id: '11', name: 'Acme' };
const rex = { id: '22', name: 'Rex' };

function item(over: Partial<ItemFacts> = {}): ItemFacts {
  return {
    kind: 'organization',
    name: 'Acme Inc',
    present: true,
    state: 'unmatched',
    matchedTo: null,
    byPerson: false,
    noted: false,
    suggestions: [acme],
    ...over,
  };
}

const device = (over: Partial<ItemFacts> = {}) => item({ kind: 'device', name: 'PC-1', ...over });
const matched = (over: Partial<ItemFacts> = {}) =>
  item({ state: 'matched', matchedTo: acme, suggestions: [], ...over });

function record(over: Partial<DestinationFacts> = {}): DestinationFacts {
  return { ...acme, archived: false, organization: rex, otherDevice: null, ...over };
}

function check(choice: StoredMatchChoice, facts: Partial<ChoiceFacts> = {}) {
  const checked = checkChoice(choice, {
    item: item(),
    destination: record(),
    organization: rex,
    creation: null,
    ...facts,
  });
  return checked.ok ? 'fits' : `${checked.code}: ${checked.sentence}`;
}

const accept = { do: 'accept', destinationId: '11' } as const;
const to = { do: 'to', destinationId: '11' } as const;

describe('a suggestion', () => {
  test('is accepted or rejected while it is on display', () => {
    expect(check(accept)).toBe('fits');
    expect(check({ do: 'reject', destinationId: '11' })).toBe('fits');
  });

  test.each(['accept', 'reject'] as const)('that has changed is not %sed', (what) => {
    const facts = { item: item({ suggestions: [rex] }) };
    const said = check({ do: what, destinationId: '11' }, facts);
    expect(said).toMatch(
      /^changed: 11 is not suggested for Organization “Acme Inc”; now it is: “Rex” \(22\)/,
    );
  });

  test.each(['accept', 'reject'] as const)('of what is matched or ignored is not %sed', (what) => {
    const choice = { do: what, destinationId: '11' };
    expect(check(choice, { item: matched() })).toMatch(/^wrong-state: .* is matched to .*“Acme”/);
    expect(check(choice, { item: item({ state: 'ignored' }) })).toMatch(/^wrong-state: .*ignored/);
  });

  test('whose record was renamed since is another one', () => {
    const seen = { name: 'Acme', archived: false };
    expect(check({ ...accept, seen })).toBe('fits');
    expect(check({ ...accept, seen }, { destination: record({ name: 'Zebra' }) })).toMatch(
      /^changed: Organization 11, which was named “Acme”, is named “Zebra” by now/,
    );
  });

  test('whose record is gone, or out of sight, is refused', () => {
    expect(check(accept, { destination: null })).toMatch(
      /^not-there: IT Glue has no organization 11/,
    );
  });
});

describe('a match to a record of one’s choosing', () => {
  test('is made of what is unmatched, ignored or matched otherwise', () => {
    expect(check(to)).toBe('fits');
    expect(check(to, { item: item({ state: 'ignored' }) })).toBe('fits');
    expect(check(to, { item: matched({ matchedTo: rex, byPerson: true }) })).toBe('fits');
  });

  test('that a rule has made becomes a person’s, and one that a person made stays', () => {
    expect(check(to, { item: matched() })).toBe('fits');
    expect(check(to, { item: matched({ byPerson: true }) })).toMatch(/^wrong-state: .*already/);
  });

  test('is said to hold still after something has changed since it was matched', () => {
    expect(check(to, { item: matched({ byPerson: true, noted: true }) })).toBe('fits');
  });

  test('needs the source in Datto RMM', () => {
    expect(check(to, { item: item({ present: false }) })).toMatch(/^not-there: .*not in Datto RMM/);
  });

  test('of an organization needs no organization above it', () => {
    expect(check(to, { organization: null })).toBe('fits');
  });
});

describe('a device', () => {
  test('is matched inside its matched organization', () => {
    expect(check(to, { item: device() })).toBe('fits');
    expect(check(to, { item: device(), organization: null })).toMatch(/not matched yet/);
  });

  test('is never matched to a configuration of another organization', () => {
    const destination = record({ organization: { id: '33', name: 'Other' } });
    expect(check(to, { item: device(), destination })).toMatch(
      /^not-fitting: Configuration “Acme” sits in organization “Other”, and Device “PC-1” belongs to “Rex”/,
    );
  });

  test('is not matched to a configuration that another device has', () => {
    const destination = record({ otherDevice: 'PC-2' });
    expect(check(to, { item: device(), destination })).toMatch(/^not-fitting: .*device “PC-2”/);
  });

  test('is matched to an archived configuration only by a person who saw that it is', () => {
    const destination = record({ archived: true });
    const facts = { item: device(), destination };
    expect(check(accept, facts)).toMatch(/^not-fitting: .*archived/);
    expect(check(to, facts)).toBe('fits');
    expect(check({ ...to, seen: { name: 'Acme', archived: true } }, facts)).toBe('fits');
    expect(check({ ...to, seen: { name: 'Acme', archived: false } }, facts)).toMatch(/^changed: /);
  });
});

describe('creating', () => {
  const creation = {
    lookAlikes: [{ ...acme, why: 'nearly the same name' }],
    doubts: [],
    obstacles: [],
  };

  test('is for what is unmatched and in Datto RMM', () => {
    expect(check({ do: 'create' })).toBe('fits');
    expect(check({ do: 'create' }, { item: matched() })).toMatch(/^wrong-state/);
    expect(check({ do: 'create' }, { item: item({ present: false }) })).toMatch(/^not-there/);
  });

  test('beside look-alikes needs each of them named', () => {
    expect(check({ do: 'create' }, { creation })).toMatch(
      /^may-be-double: .*“Acme” \(11\): nearly the same name/,
    );
    expect(check({ do: 'create', despite: ['22'] }, { creation })).toMatch(/^may-be-double/);
    expect(check({ do: 'create', despite: ['11', '22'] }, { creation })).toBe('fits');
  });

  test('names the organization of each configuration that is like it', () => {
    const lookAlikes = [
      { id: '31', name: 'PC-1', organization: 'Rex', why: 'same name' },
      { id: '32', name: 'PC-1', organization: 'Acme', why: 'same name, archived' },
    ];
    const facts = { item: device(), creation: { lookAlikes, doubts: [], obstacles: [] } };
    expect(check({ do: 'create' }, facts)).toContain(
      'already: “PC-1” (31) of “Rex”: same name; “PC-1” (32) of “Acme”: same name, archived. Match',
    );
  });

  test('leaves out in bulk what is still to be looked at', () => {
    const doubtful = { lookAlikes: [], doubts: ['Its MAC is on two devices.'], obstacles: [] };
    const facts = { item: device(), creation: doubtful };
    expect(check({ do: 'create' }, facts)).toMatch(/Its MAC is on two devices\./);
    expect(check({ do: 'create', despite: [] }, facts)).toBe('fits');
  });

  test('is not done at all against an obstacle', () => {
    const facts = { creation: { lookAlikes: [], doubts: [], obstacles: ['Sync first.'] } };
    expect(check({ do: 'create', despite: [] }, facts)).toMatch(/^not-fitting: .*Sync first\./);
  });

  test('a configuration needs the device’s organization matched, and has its device’s name', () => {
    const facts = { item: device() };
    expect(check({ do: 'create' }, { ...facts, organization: null })).toMatch(/not matched yet/);
    expect(check({ do: 'create', name: 'Other' }, facts)).toMatch(/^bad-input/);
  });

  test.each(['', '  ', 'x'.repeat(256)])('an organization takes no name “%s”', (name) => {
    expect(check({ do: 'create', name })).toMatch(/^bad-input/);
  });
});

describe('ignoring, and taking things back', () => {
  test('each has its tab', () => {
    const states = [item(), matched(), item({ state: 'ignored' })];
    const fit = (choice: StoredMatchChoice) =>
      states.filter((one) => check(choice, { item: one }) === 'fits').map(({ state }) => state);
    expect(fit({ do: 'ignore' })).toEqual(['unmatched']);
    expect(fit({ do: 'unignore' })).toEqual(['ignored']);
    expect(fit({ do: 'revert' })).toEqual(['matched']);
  });

  test('needs nothing of IT Glue, nor the source in sight', () => {
    const gone = { destination: null, organization: null, item: matched({ present: false }) };
    expect(check({ do: 'revert' }, gone)).toBe('fits');
  });
});
