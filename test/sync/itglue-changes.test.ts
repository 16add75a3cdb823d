import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { reviewMatchesWorkflowId } from '../../temporal-config/names.ts';
import { openMatchDesk, type ListedMatch, type MatchDesk } from '../cli/match-desk.ts';
import { itglueState } from '../harness/itglue-state.ts';
import { changeTheWorld, type Changed } from './changed-world.ts';
import { openScene, type EndedRun, type Msp, type Scene } from './scene.ts';

/* One MSP with every case of matching: a first whole run, what then changes, and a second one. */

let scene: Scene;
let msp: Msp;
let desk: MatchDesk;
let first: EndedRun;
let second: EndedRun;
/** Every match after the first run, and after the second. */
let before: Map<string, ListedMatch>;
let after: Map<string, ListedMatch>;
let changed: Changed;
/** Every match when people had decided, and a run had read it all once more. */
let standing: Map<string, ListedMatch>;
/** The record's last row before the second run. */
let recordedBefore: number;

const why = 'as agreed with the client';
const effectsAt = ({ effects }: EndedRun) => effects.map(({ operation }) => operation);

/** What IT Glue has, apart from the fields that Sitesync owns: only people make, move or archive it. */
async function recordsThere(): Promise<string[]> {
  const { organizations, configurations } = await itglueState(msp.sandbox);
  return [
    ...organizations.map(({ id, name }) => `${id} ${name}`),
    ...configurations.map(
      ({ id, name, organizationId, archived }) =>
        `${id} ${name} of ${organizationId}${archived ? ', archived' : ''}`,
    ),
  ];
}

beforeAll(async () => {
  scene = await openScene({ rateScale: 100, writeTimeoutMs: 1_500, writeSettleMs: 1_500 });
  [, msp] = await Promise.all([
    scene.install.startWorker(),
    scene.msp({ msp: 'demo', rateScale: 100, destinations: ['itglue'] }),
  ]);
  desk = await openMatchDesk(scene.install, msp.sandbox, 'Ann');
  const untouched = await recordsThere();
  // What it would write was looked at: then the first run writes, and the next ones have nothing to.
  await msp.sync({ kind: 'plan' });
  first = await msp.sync();
  expect(await recordsThere()).toEqual(untouched);
  before = await desk.matches();
  changed = await changeTheWorld(msp, before);
  recordedBefore = await desk.lastRecorded();
  second = await msp.sync();
  after = await desk.matches();
});
afterAll(async () => {
  await desk.close();
  await scene.close();
});

interface Case {
  case: string;
  siteUid: string | null;
  organizationIds: string[];
  deviceUids: string[];
  configurationIds: string[];
}

/** What the sample says of a case, and how the first run left it. */
async function casesOf(name?: string): Promise<(Case & { rows: ListedMatch[] })[]> {
  const { sample } = (await msp.state()) as unknown as { sample: { matching: Case[] } };
  return sample.matching
    .filter((one) => name === undefined || one.case === name)
    .map((one) => {
      const ids = one.deviceUids.length > 0 ? one.deviceUids : [one.siteUid ?? ''];
      return { ...one, rows: ids.flatMap((id) => before.get(id) ?? []) };
    });
}

describe('a whole run of a sample with every case', () => {
  test('ends as OK', () => {
    expect(first.row).toMatchObject({ status: 'ok', notes: [] });
  });

  test.each([
    ['namesakeOrganizations'],
    ['inactiveNamesake'],
    ['otherNumber'],
    ['otherLegalForm'],
    ['legalForm'],
    ['acronym'],
    ['slip'],
    ['wordOrder'],
    ['abbreviation'],
    ['tradingName'],
    ['qualifier'],
    ['severalSitesOfOneCompany'],
    ['sharedDock'],
    ['vpnAdapter'],
    ['reimagedMachine'],
    ['clonedMachines'],
    ['otherOrganization'],
    ['otherManufacturer'],
    ['serialAgainstMac'],
    ['twoConfigurations'],
    ['archivedConfiguration'],
    ['nameOnly'],
  ])('leaves to people: %s', async (name) => {
    const rows = (await casesOf(name)).flatMap((one) => one.rows);
    expect(rows).not.toEqual([]);
    const matched = rows.filter(({ state }) => state !== 'unmatched');
    expect(matched.map((one) => `${one.name} to ${one.destination?.name}`)).toEqual([]);
  });

  test.each([['placeholderSerial'], ['psaConfiguration'], ['rmmOverlay']])(
    'matches to its own configuration, or to none: %s',
    async (name) => {
      const [one] = await casesOf(name);
      const own = one?.rows.map(({ destination }, at) =>
        destination === null ? 'none' : one.configurationIds.indexOf(destination.id) === at,
      );
      // What only a placeholder serial and its name speak for has a suggestion at most.
      expect(own).toEqual(name === 'placeholderSerial' ? [true, true, 'none'] : [true, true]);
    },
  );

  test('matches nothing else wrongly', async () => {
    const byRule = [...before.values()].filter(({ origin }) => origin === 'rule');
    const cases = await casesOf();
    const wrong = byRule.filter(({ kind, sourceId, destination }) => {
      const id = destination?.id ?? '';
      return !cases.some((one) =>
        kind === 'device'
          ? one.deviceUids.some((uid, at) => uid === sourceId && one.configurationIds[at] === id)
          : one.siteUid === sourceId &&
            one.deviceUids.length === 0 &&
            one.organizationIds[0] === id,
      );
    });
    // Only the Autotask id says that the organization of its name is another client’s: where sites
    // are matched, the same name that is unique on both sides is matched (spec 4.2.1).
    const [namesake] = (await casesOf('psaBoundUnderOtherName')).flatMap(({ rows }) => rows);
    expect(wrong.map(({ name }) => name)).toEqual([namesake?.name]);
    expect(byRule.length).toBeGreaterThan(100);
  });
});

describe('after what changed in the world, the next whole run', () => {
  test('ends as OK, and creates, archives and changes nothing', () => {
    expect(second.row).toMatchObject({ status: 'ok', notes: [] });
    expect(effectsAt(second)).toEqual([]);
  });

  test('leaves every match as it was made, whoever made it, and records nothing of it', async () => {
    const standing = [...before.values()].filter(({ state }) => state === 'matched');
    const decision = ({ state, destination, origin, by, reasons, matchedAt }: ListedMatch) => {
      return { state, id: destination?.id, origin, by, reasons, matchedAt };
    };
    for (const match of standing) {
      expect(after.get(match.sourceId), match.name).toBeDefined();
      expect(decision(after.get(match.sourceId) ?? match)).toEqual(decision(match));
    }
    for (const { match } of Object.values(changed.standing)) {
      expect(await desk.recorded(match, recordedBefore)).toEqual([]);
    }
  });

  test('shows of each with a sentence what has become of it, by its names of now', () => {
    for (const { match, notes, name, destinationName } of Object.values(changed.standing)) {
      const now = after.get(match.sourceId);
      expect(now).toMatchObject({ name, destination: { name: destinationName }, present: true });
      expect(now?.notes.map(({ code }) => code)).toEqual(notes.map(([code]) => code));
      for (const [at, [, sentence]] of notes.entries()) {
        expect(now?.notes[at]?.sentence).toContain(sentence);
      }
    }
  });

  test('keeps the match of a device that is out of sight, shown as that, and no other is', () => {
    for (const device of changed.outOfSight) {
      expect(after.get(device.sourceId)).toMatchObject({ state: 'matched', present: false });
    }
    const absent = [...after.values()].filter(({ present }) => !present);
    expect(absent.map(({ sourceId }) => sourceId).toSorted()).toEqual(
      changed.outOfSight.map(({ sourceId }) => sourceId).toSorted(),
    );
  });

  test('does not match again by itself what a deleted record was', () => {
    const { deletedConfiguration, deletedOrganization } = changed.standing;
    const taken = [...after.values()].map(({ destination }) => destination?.id);
    expect(taken).not.toContain(changed.replacement.configurationId);
    expect(taken).not.toContain(changed.replacement.organizationId);
    for (const { match } of [deletedConfiguration, deletedOrganization]) {
      expect(after.get(match.sourceId)).toMatchObject({ suggestions: [], conflicts: [] });
    }
  });

  test('shows the same by the command line', async () => {
    const [organizations, devices] = await Promise.all([
      desk.sitesync('organizations', '--tab', 'matched', '--filter', 'noted'),
      desk.sitesync('devices', changed.home.sourceId, '--tab', 'matched'),
    ]);
    for (const { name } of changed.outOfSight) {
      expect(devices.stdout).toMatch(
        new RegExp(`^${name} .* rule +not in Datto RMM any more`, 'm'),
      );
    }
    for (const { match, notes } of Object.values(changed.standing)) {
      if (after.get(match.sourceId)?.organization?.sourceId === changed.other.sourceId) continue;
      const { stdout } = match.kind === 'organization' ? organizations : devices;
      for (const [, sentence] of notes) expect(stdout).toContain(sentence);
    }
  });
});

/** Decides by the command line, and looks that it was carried out and is in the record. */
async function carriedOut(
  { expect }: Pick<TestContext, 'expect'>,
  verb: string,
  matches: readonly ListedMatch[],
  ...args: string[]
): Promise<void> {
  const since = await desk.lastRecorded();
  const decided = await desk.decide(...matches.map(idOf), ...args, '--why', why);
  expect(decided).toMatchObject({ exitCode: 0, refused: [] });
  await expectRecorded({ expect }, verb, matches, { since, decisionId: decided.decisionId });
}

/** The record says of each who did it, why, what was and what is, and where it was carried out. */
async function expectRecorded(
  { expect }: Pick<TestContext, 'expect'>,
  verb: string,
  matches: readonly ListedMatch[],
  { since, decisionId }: { since: number; decisionId: string | null },
): Promise<void> {
  expect(decisionId).toEqual(expect.any(String));
  for (const match of matches) {
    const rows = await desk.recorded(match, since);
    expect(rows.find((row) => row.verb === `match.${verb}`)).toMatchObject({
      actor: { kind: 'person', name: 'Ann' },
      why,
      workflowId: reviewMatchesWorkflowId(msp.tenant.id),
      workflowRunId: expect.any(String),
      before: { state: match.state, destinationId: match.destination?.id ?? null },
      after: { name: match.name, reasons: expect.any(Array), decisionId },
    });
  }
}

const idOf = ({ sourceId }: ListedMatch) => sourceId;
const now = (match: ListedMatch) => after.get(match.sourceId) ?? match;

/** The first listed match of each case. */
async function firstOf(...names: string[]): Promise<ListedMatch[]> {
  const cases = await Promise.all(names.map((name) => casesOf(name)));
  return cases.map((some) => {
    const [row] = some.flatMap(({ rows }) => rows);
    if (!row) throw new Error(`${names.join()} has no match`);
    return now(row);
  });
}

/** Each by `sitesync match`, on subjects of its own. */
describe.concurrent('a person then', () => {
  test('accepts suggestions, of an organization and a device', async (context) => {
    const chosen = await firstOf('acronym', 'reimagedMachine');
    await carriedOut(context, 'accept', chosen, '--accept');
  });

  test('rejects them, which is remembered', async (context) => {
    await carriedOut(context, 'reject', await firstOf('slip', 'otherManufacturer'), '--reject');
  });

  test('ignores, and takes that back', async (context) => {
    const chosen = await firstOf('qualifier', 'clonedMachines');
    await carriedOut(context, 'ignore', chosen, '--ignore');
    const ignored = chosen.map((match): ListedMatch => ({ ...match, state: 'ignored' }));
    await carriedOut(context, 'unignore', ignored, '--unignore');
  });

  test('reverts matches, which is remembered', async (context) => {
    const { archivedConfiguration, renamedOrganization } = changed.standing;
    const chosen = [now(archivedConfiguration.match), now(renamedOrganization.match)];
    await carriedOut(context, 'revert', chosen, '--revert');
  });

  test('changes the match of what is gone', async (context) => {
    const deleted = now(changed.standing.deletedOrganization.match);
    const to = ['--to', changed.replacement.organizationId];
    await carriedOut(context, 'to', [deleted], ...to);
  });

  test('matches a device to a configuration that is searched by its name', async (context) => {
    const { match } = changed.standing.deletedConfiguration;
    await carriedOut(context, 'to', [now(match)], '--to', 'written down again');
  });

  test('is told what changed since it was read, and nothing is matched', async ({ expect }) => {
    const [source] = await firstOf('inactiveNamesake');
    const [wanted] = source?.suggestions ?? [];
    const since = await desk.lastRecorded();
    const organizationId = wanted?.id;
    await msp.vendors.change({ do: 'itglue.renameOrganization', organizationId, name: 'Other' });
    const to = [source?.sourceId ?? '', '--to', organizationId ?? ''];
    const { exitCode, decision } = await desk.decide(...to, '--why', why);
    expect(exitCode).toBe(1);
    const changedNow = `was named “${wanted?.name}”, is named “Other” by now`;
    expect(decision?.items).toMatchObject([
      { state: 'refused', outcome: expect.stringContaining(changedNow) },
    ]);
    const refused = source && (await desk.recorded(source, since));
    expect(refused).toMatchObject([{ verb: 'match.refused', why, actor: { name: 'Ann' } }]);
  });

  test('matches none to another organization’s configuration', async ({ expect }) => {
    const moved = now(changed.standing.movedDevice.match);
    const refused = await desk.decide(moved.sourceId, '--to', moved.destination?.id ?? '');
    expect(refused.exitCode).toBe(1);
    const { home, other } = changed;
    expect(refused.items?.[0]?.refusal?.sentence).toContain(
      `sits in organization “${home.destination?.name}”, and Device “${moved.name}” belongs to “${other.destination?.name}”. Move the configuration in IT Glue`,
    );
  });

  test('matches the devices of an organization, all that stand out at once', async (context) => {
    const { expect } = context;
    const since = await desk.lastRecorded();
    const of = ['--all', '--of', changed.suggesting.sourceId];
    const { exitCode, decision, decisionId } = await desk.decide(...of, '--accept', '--why', why);
    const items = decision?.items ?? [];
    expect(items.filter(({ state }) => state !== 'done')).toEqual([]);
    expect(exitCode).toBe(0);
    expect(items.length).toBeGreaterThan(1);
    const accepted = items.flatMap(({ sourceId }) => after.get(sourceId) ?? []);
    await expectRecorded(context, 'accept', accepted, { since, decisionId: decisionId ?? '' });
  });

  test('creates an organization beside one like it only by naming that', async (context) => {
    const { lookAlike, clientless } = changed;
    const refused = await desk.decide(clientless.sourceId, '--create');
    context.expect(refused.exitCode).toBe(1);
    context
      .expect(refused.items)
      .toMatchObject([{ refusal: { code: 'may-be-double' }, lookAlikes: [{ id: lookAlike.id }] }]);
    const despite = ['--despite', lookAlike.id];
    await carriedOut(context, 'created', [now(clientless)], '--create', ...despite);
  });

  test('creates a configuration, and several without what may be a double', async (context) => {
    const { expect } = context;
    const [one, ...several] = changed.newcomers.flatMap((uid) => after.get(uid) ?? []);
    if (!one) throw new Error('no newcomer is listed');
    await carriedOut(context, 'created', [one], '--create');
    const since = await desk.lastRecorded();
    const ids = [...several.map(idOf), changed.double];
    const bulk = await desk.decide(...ids, '--create', '--why', why);
    expect(bulk).toMatchObject({ exitCode: 1, refused: [{ code: 'may-be-double' }] });
    // Hostnames repeat among clients: each look-alike is told by where it sits.
    const places = bulk.refused[0]?.sentence.match(/\(\d+\) of “[^”]+”: same name/g) ?? [];
    expect(new Set(places).size).toBeGreaterThan(1);
    const { decisionId } = bulk;
    await expectRecorded(context, 'created', several, { since, decisionId });
  });
});

describe('the run after that', () => {
  let last: EndedRun;
  beforeAll(async () => {
    const { movedDevice, movedConfiguration } = changed.standing;
    const move = (match: ListedMatch, to: ListedMatch) =>
      msp.vendors.change({
        do: 'itglue.setConfiguration',
        configurationId: match.destination?.id,
        organizationId: to.destination?.id,
      });
    await move(movedDevice.match, changed.other);
    await move(movedConfiguration.match, changed.home);
    const [, back] = changed.outOfSight;
    await msp.vendors.change({
      do: 'datto.moveDevice',
      deviceUid: back?.sourceId,
      siteUid: changed.home.siteUid,
    });
    const untouched = await recordsThere();
    last = await msp.sync();
    expect(await recordsThere()).toEqual(untouched);
    standing = await desk.matches();
  });

  test('undoes nothing of it', () => {
    expect(last.row).toMatchObject({ status: 'ok', notes: [] });
    const { deletedOrganization, deletedConfiguration } = changed.standing;
    const { organizationId, configurationId } = changed.replacement;
    for (const [{ match }, id] of [
      [deletedOrganization, organizationId],
      [deletedConfiguration, configurationId],
    ] as const) {
      const found = standing.get(match.sourceId);
      expect(found).toMatchObject({ destination: { id }, origin: 'person', notes: [] });
    }
  });

  test('neither matches nor suggests again what a person took apart', async () => {
    const { archivedConfiguration, renamedOrganization } = changed.standing;
    for (const { match } of [archivedConfiguration, renamedOrganization]) {
      const found = standing.get(match.sourceId);
      expect(found?.state).toBe('unmatched');
      expect(found?.suggestions.map(({ id }) => id)).not.toContain(match.destination?.id);
    }
    for (const match of await firstOf('slip', 'otherManufacturer')) {
      const found = standing.get(match.sourceId);
      expect(found?.state).toBe('unmatched');
      expect(found?.suggestions.map(({ id }) => id)).not.toContain(match.suggestions[0]?.id);
    }
  });

  test('takes back what it said of configurations that are where they belong again', () => {
    const { movedDevice, movedConfiguration } = changed.standing;
    const codes = ({ match }: { match: ListedMatch }) =>
      standing.get(match.sourceId)?.notes.map(({ code }) => code);
    expect(codes(movedDevice)).toEqual(['moved']);
    expect(codes(movedConfiguration)).toEqual([]);
  });

  test('has a device that is back with its match', () => {
    const [gone, back] = changed.outOfSight;
    expect(standing.get(gone?.sourceId ?? '')).toMatchObject({ present: false });
    expect(standing.get(back?.sourceId ?? '')).toEqual(before.get(back?.sourceId ?? ''));
  });
});

describe('a listing of configurations that proves nothing', () => {
  test.each([
    ['empty', { kind: 'empty-list' }],
    ['short by a third', { kind: 'drop-rows', percent: 34 }],
  ])('since it is %s makes nothing gone', async (_, fault) => {
    const operation = 'GET /configurations';
    await msp.vendors.fault({ vendor: 'itglue', operation, times: 0, ...fault });
    const lost = await msp.sync();
    await msp.vendors.clearFaults();
    expect(lost.row.status).toBe('partial');
    expect(lost.row.notes.join(' ')).toMatch(/The listing of configurations .*proves nothing/);
    expect(effectsAt(lost)).toEqual([]);
    const asTheyStand = (matches: typeof standing) =>
      [...matches.values()].map(({ sourceId, state, destination, notes, present }) => {
        return { sourceId, state, destination, notes, present };
      });
    expect(asTheyStand(await desk.matches())).toEqual(asTheyStand(standing));
  });

  test('and creates nothing until it was read whole', async () => {
    const refused = await desk.decide(changed.double, '--create', '--despite');
    expect(refused).toMatchObject({ exitCode: 1, decisionId: null });
    expect(refused.items?.[0]?.refusal?.sentence).toMatch(/were not read whole yet.*Sync first/);
  });
});
