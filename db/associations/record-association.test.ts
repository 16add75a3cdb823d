import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { withTenant, type Transaction } from '../connect.ts';
import { createDatabaseForTests, type DatabaseForTests } from '../database-for-tests.ts';
import { association } from '../schema/index.ts';
import {
  recordCompany,
  recordPackage,
  recordVariable,
  type AssociatedCompany,
  type Cause,
} from './record-association.ts';

let database: DatabaseForTests;
beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
});
afterAll(() => database.close());

const cause: Cause = {
  actor: { kind: 'install' },
  execution: { workflowId: 'test', workflowRunId: 'test' },
  runId: null,
  actionId: null,
};
const company = (companyId: string, siteUid = 'site'): AssociatedCompany => ({
  siteUid,
  siteName: 'Abc',
  companyId,
  companyName: 'Abc',
  expectedParentId: 'root',
  companyCreated: true,
});

/** A tenant with a site that is associated with company `old`, its variable written. */
async function associated() {
  const tenantId = crypto.randomUUID();
  await database.owner`insert into tenant (id, name, api_origin, account_uid, settings)
    values (${tenantId}, 'Test MSP', 'https://test', ${tenantId}, '{}')`;
  const as = <T>(work: (tx: Transaction) => Promise<T>) => withTenant(database.db, tenantId, work);
  const scene = {
    tie: (one: AssociatedCompany, replaces?: string) =>
      as((tx) => recordCompany(tx, tenantId, one, cause, replaces)),
    link: (installLink: string | null, packageId = 'p') =>
      as((tx) =>
        recordPackage(tx, tenantId, 'site', { packageId, packageName: 'P', installLink }, cause),
      ),
    written: () => as((tx) => recordVariable(tx, tenantId, 'site', 1, cause)),
    row: async () => (await as((tx) => tx.select().from(association)))[0],
  };
  await scene.tie(company('old'));
  await scene.link('link 1');
  await scene.written();
  return scene;
}

describe('an association whose company is replaced', () => {
  test('keeps the link that its variable still holds, until the new one is written', async () => {
    const scene = await associated();
    expect(await scene.tie(company('new'), 'old')).toBe(true);
    expect(await scene.row()).toMatchObject({
      companyId: 'new',
      state: 'completing',
      packageId: null,
      packageName: null,
      installLink: null,
      previousLink: 'link 1',
    });
    await scene.link('link 2');
    expect(await scene.row()).toMatchObject({ installLink: 'link 2', previousLink: 'link 1' });
    await scene.written();
    expect(await scene.row()).toMatchObject({ state: 'complete', previousLink: null });
  });

  test('twice before its variable was written knows what the variable holds', async () => {
    const scene = await associated();
    await scene.tie(company('new'), 'old');
    await scene.link('link 2');
    await scene.tie(company('newer'), 'new');
    expect(await scene.row()).toMatchObject({ companyId: 'newer', previousLink: 'link 1' });
  });

  test('is replaced once, and only in the place of the company that is gone', async () => {
    const scene = await associated();
    expect(await scene.tie(company('new'), 'another')).toBe(false);
    expect((await scene.row())?.companyId).toBe('old');
    await scene.tie(company('new'), 'old');
    await scene.link('link 2');
    expect(await scene.tie(company('new'), 'old')).toBe(true);
    expect((await scene.row())?.installLink).toBe('link 2');
  });

  test('never takes another site’s company', async () => {
    const scene = await associated();
    await scene.tie(company('theirs', 'other site'));
    expect(await scene.tie(company('theirs'), 'old')).toBe(false);
  });
});

describe('a package whose link changes', () => {
  test('leaves its association incomplete until the variable holds the new one', async () => {
    const scene = await associated();
    // A package that was made anew has no link until its kit is built.
    await scene.link(null, 'q');
    await scene.link('link 2', 'q');
    expect(await scene.row()).toMatchObject({
      state: 'completing',
      packageId: 'q',
      installLink: 'link 2',
      previousLink: 'link 1',
    });
  });
});
