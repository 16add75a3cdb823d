import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openItglueSteps, type ItglueMsp } from '../../test/harness/itglue-steps.ts';

let install: Awaited<ReturnType<typeof openItglueSteps>>;
let msp: ItglueMsp;

beforeAll(async () => {
  install = await openItglueSteps();
  msp = await install.msp();
});
afterAll(() => install.close());

const to = (destinationId: string) => ({ do: 'to', destinationId }) as const;

/** An organization of IT Glue with a configuration in it, both read. */
async function organization(name: string) {
  const { id } = await msp.vendors.change({ do: 'itglue.createOrganization', name });
  const organizationId = String(id);
  const made = await msp.vendors.change({
    do: 'itglue.createConfiguration',
    organizationId,
    name: `${name} PC`,
  });
  await msp.board.read();
  return { organizationId, configurationId: String(made.id) };
}

describe('a decided match', () => {
  test('is made after the record was read afresh by its id', async () => {
    const { organizationId } = await organization('Fresh One');
    await msp.board.organizations({ sourceId: 'fresh-1' });
    const { last } = await msp.vendors.log();
    const { decisionId } = await msp.board.decide({ 'fresh-1': to(organizationId) });
    await msp.review();
    expect(await msp.board.match('fresh-1')).toMatchObject({
      state: 'matched',
      destinationId: organizationId,
      destinationName: 'Fresh One',
      origin: 'person',
    });
    expect(await msp.board.decision(decisionId)).toMatchObject({ outcome: '1 done' });
    const { entries } = await msp.vendors.log(last);
    expect(entries.map(({ operation }) => operation)).toEqual(['GET /organizations']);
  });

  test.each([
    ['deleted', 'itglue.deleteOrganization', {}, /has no organization/],
    ['renamed', 'itglue.renameOrganization', { name: 'Quite Other' }, /is named “Quite Other”/],
  ])('to one that was %s meanwhile is refused with what changed', async (what, does, more, why) => {
    const { organizationId } = await organization(`Changed ${what}`);
    await msp.board.organizations({ sourceId: `changed-${what}` });
    const { decisionId } = await msp.board.decide({ [`changed-${what}`]: to(organizationId) });
    await msp.vendors.change({ do: does, organizationId, ...more });
    await msp.review();
    const { items } = await msp.board.decision(decisionId);
    expect(items[0]).toMatchObject({ state: 'refused', outcome: expect.stringMatching(why) });
    expect(await msp.board.match(`changed-${what}`)).toMatchObject({ state: 'unmatched' });
  });

  test('of a device to a configuration that was archived meanwhile is refused', async () => {
    const { organizationId, configurationId } = await organization('Archiving');
    await msp.board.organizations({
      sourceId: 'archiving',
      state: 'matched',
      destinationId: organizationId,
      destinationName: 'Archiving',
    });
    await msp.board.devices([{ uid: 'pc-a', hostname: 'PC-A', of: 'archiving' }]);
    const { decisionId } = await msp.board.decide({ 'pc-a': to(configurationId) }, 'device');
    await msp.vendors.change({ do: 'itglue.archiveConfiguration', configurationId });
    await msp.review();
    expect((await msp.board.decision(decisionId)).items[0]?.outcome).toMatch(/is archived/);
  });

  test('waits while IT Glue does not answer; what needs nothing of it is carried out', async () => {
    const { organizationId } = await organization('Slow One');
    await msp.board.organizations({ sourceId: 'slow-1' }, { sourceId: 'slow-2' });
    await msp.vendors.fault({
      vendor: 'itglue',
      operation: 'GET /organizations',
      kind: 'status',
      status: 503,
      times: 2,
    });
    await msp.board.decide({ 'slow-1': to(organizationId), 'slow-2': { do: 'ignore' } });
    const reviewing = msp.review();
    await expect.poll(async () => (await msp.board.match('slow-2')).state).toBe('ignored');
    await reviewing;
    expect(await msp.board.match('slow-1')).toMatchObject({ state: 'matched' });
  });

  test('ends with the sentence where the key is refused, and its connection is paused', async () => {
    const other = await install.msp();
    const { organizations } = await other.itglue();
    const [, chosen] = organizations;
    await other.board.read();
    await other.board.organizations({ sourceId: 'refused' });
    const { decisionId } = await other.board.decide({ refused: to(chosen?.id ?? '') });
    await other.vendors.change({ do: 'itglue.setKey', active: false });
    await other.review();
    const { items } = await other.board.decision(decisionId);
    expect(items[0]).toMatchObject({ state: 'problem' });
    expect(items[0]?.outcome).toMatch(/IT Glue.*key/);
  });
});
