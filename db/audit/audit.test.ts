import { sql } from 'drizzle-orm';
import { afterAll, beforeEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { asInstall, withTenant } from '../connect.ts';
import { createDatabaseForTests, type DatabaseForTests } from '../database-for-tests.ts';
import { appendAudit, appendAudits } from './append-audit.ts';
import { verifyAudit } from './verify-audit.ts';

let database: DatabaseForTests;
let tenantId: string;

beforeAll(async () => {
  database = await createDatabaseForTests(inject('databaseUrl'));
});
afterAll(() => database.close());

/** A tenant's record of five rows. */
beforeEach(async () => {
  tenantId = crypto.randomUUID();
  for (let row = 1; row <= 5; row += 1) {
    await withTenant(database.db, tenantId, (tx) =>
      appendAudit(tx, tenantId, {
        actor: { kind: 'person', id: 'ann', name: 'Ann' },
        verb: 'settings.set',
        subject: 'settings/gravityzone',
        before: { row: row - 1, nothing: undefined },
        after: { row, share: 0.1, names: ['Café', 'ß'] },
        why: row === 3 ? 'asked for' : null,
      }),
    );
  }
});

async function ids(): Promise<number[]> {
  const rows = await database.owner<{ id: string }[]>`
    select id from audit where tenant_id = ${tenantId} order by id`;
  return rows.map(({ id }) => Number(id));
}

/** What only somebody with the database's own password could do. */
async function behindTheTrigger(statement: string, ...values: (string | number)[]): Promise<void> {
  await database.owner.begin(async (tx) => {
    await tx`alter table audit disable trigger user`;
    await tx.unsafe(statement, values);
    await tx`alter table audit enable trigger user`;
  });
}

const verdict = () => verifyAudit(database.db, tenantId);

describe('the audit', () => {
  test('is whole as it was written', async () => {
    expect(await verdict()).toEqual({ whole: true, rows: 5 });
  });

  test.each(['update audit set why = null', 'delete from audit', 'truncate audit'])(
    'refuses `%s` to whoever serves, and to the owner',
    async (statement) => {
      const change = sql.raw(statement);
      const { db, owner } = database;
      await expect(withTenant(db, tenantId, (tx) => tx.execute(change))).rejects.toThrow();
      await expect(asInstall(db, (tx) => tx.execute(change))).rejects.toThrow();
      await expect(owner.unsafe(statement)).rejects.toThrow(/never changed or removed/);
      expect(await verdict()).toEqual({ whole: true, rows: 5 });
    },
  );

  test.each([
    ['what was done', `after = '{"row": 99}'`],
    ['who did it', `actor = '{"kind": "install"}'`],
    ['when', `at = at - interval '1 day'`],
    ['why', `why = 'no reason'`],
    ['its own hash', `hash = repeat('0', 64)`],
  ])('shows a row in which was changed: %s', async (_, assignment) => {
    const [, , third] = await ids();
    await behindTheTrigger(`update audit set ${assignment} where id = $1`, third ?? 0);
    expect(await verdict()).toMatchObject({ whole: false, rows: 2, brokenAt: third });
  });

  test('shows a missing row', async () => {
    const [, , third, fourth] = await ids();
    await behindTheTrigger('delete from audit where id = $1', third ?? 0);
    expect(await verdict()).toMatchObject({ whole: false, rows: 2, brokenAt: fourth });
  });

  test('shows a missing beginning', async () => {
    const [first, second] = await ids();
    await behindTheTrigger('delete from audit where id = $1', first ?? 0);
    expect(await verdict()).toMatchObject({ whole: false, rows: 0, brokenAt: second });
  });

  test('chains rows that are appended at once', async () => {
    await Promise.all(
      Array.from({ length: 8 }, (_, row) =>
        withTenant(database.db, tenantId, (tx) =>
          appendAudit(tx, tenantId, {
            actor: { kind: 'install' },
            verb: 'at.once',
            subject: `row/${row}`,
          }),
        ),
      ),
    );
    expect(await verdict()).toEqual({ whole: true, rows: 13 });
  });

  test('chains many rows of one change in their order, however many statements they take', async () => {
    const entries = Array.from({ length: 1_001 }, (_, row) => ({
      actor: { kind: 'install' } as const,
      verb: 'many.at-once',
      subject: `row/${row}`,
    }));
    await withTenant(database.db, tenantId, (tx) => appendAudits(tx, tenantId, entries));
    expect(await verdict()).toEqual({ whole: true, rows: 1_006 });
    const rows = await database.owner<{ subject: string }[]>`select subject from audit
      where tenant_id = ${tenantId} and verb = 'many.at-once' order by id`;
    expect(rows.map(({ subject }) => subject)).toEqual(entries.map(({ subject }) => subject));
  });
});
