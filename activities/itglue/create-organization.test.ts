import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openItglueSteps, type ItglueMsp } from '../../test/harness/itglue-steps.ts';

let install: Awaited<ReturnType<typeof openItglueSteps>>;
let msp: ItglueMsp;

beforeAll(async () => {
  install = await openItglueSteps();
  msp = await install.msp();
});
afterAll(() => install.close());

const operation = 'POST /organizations';
const create = { do: 'create' } as const;

/** A source organization that is like nothing in IT Glue, decided to be created. */
async function decided(name: string) {
  await msp.board.organizations({ sourceId: name });
  await msp.board.read();
  const { decisionId, refused } = await msp.board.decide(
    { [name]: create },
    undefined,
    'new client',
  );
  expect(refused).toEqual([]);
  const { last } = await msp.vendors.log();
  return {
    named: async () => (await msp.itglue()).organizations.filter((one) => one.name === name),
    effects: () => msp.effects(last),
    match: () => msp.board.match(name),
    item: async () => (await msp.board.decision(decisionId)).items[0],
  };
}

describe('an organization that a person decided to create', () => {
  test('is created, matched, and told', async () => {
    const scene = await decided('Quokka Quarries');
    await msp.review();
    const [made, ...others] = await scene.named();
    expect(others).toEqual([]);
    expect(await scene.match()).toMatchObject({
      state: 'matched',
      destinationId: made?.id,
      destinationName: 'Quokka Quarries',
      origin: 'created',
      by: msp.tenant.acting.actor,
    });
    expect(await scene.item()).toMatchObject({
      state: 'done',
      outcome: 'Organization “Quokka Quarries” was created, and matched.',
    });
    expect(await msp.history('organization/Quokka Quarries')).toEqual([
      'match.created',
      'action.done',
    ]);
  });

  test.each([
    ['applied-then-timeout', 'Zorbing Park'],
    ['timeout', 'Drongo Dairy'],
  ])('is there once after a %s', async (kind, name) => {
    const scene = await decided(name);
    await msp.vendors.fault({ vendor: 'itglue', operation, kind });
    await msp.review();
    expect(await scene.named()).toHaveLength(1);
    expect(await scene.effects()).toEqual([operation]);
    expect(await scene.match()).toMatchObject({ state: 'matched', origin: 'created' });
  });

  test('is not created beside one that came to have its name meanwhile', async () => {
    const scene = await decided('Wombat Wagons');
    await msp.vendors.change({ do: 'itglue.createOrganization', name: 'WOMBAT WAGONS' });
    await msp.review();
    expect(await scene.effects()).toEqual([]);
    expect((await scene.item())?.outcome).toMatch(/“Wombat Wagons” by now .*nothing was created/);
  });

  test('is not created twice for two sources of one name', async () => {
    await msp.board.organizations(
      { sourceId: 'twin-1', name: 'Numbat Nurseries' },
      { sourceId: 'twin-2', name: 'Numbat Nurseries' },
    );
    await msp.board.read();
    const { decisionId } = await msp.board.decide({ 'twin-1': create, 'twin-2': create });
    await msp.review();
    const { organizations } = await msp.itglue();
    expect(organizations.filter(({ name }) => name === 'Numbat Nurseries')).toHaveLength(1);
    const { items } = await msp.board.decision(decisionId);
    expect(items.map(({ state }) => state)).toEqual(['done', 'problem']);
  });

  test('that IT Glue refuses is a problem with what it said', async () => {
    const scene = await decided('Bilby Bakers');
    await msp.vendors.fault({ vendor: 'itglue', operation, kind: 'status', status: 422 });
    await msp.review();
    expect(await scene.item()).toMatchObject({ state: 'problem' });
    expect(await scene.match()).toMatchObject({ state: 'unmatched' });
    expect(await scene.named()).toEqual([]);
  });
});
