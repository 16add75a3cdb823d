import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { connectDatabase, type Database } from './connect.ts';
import { migrate } from './migrate.ts';

/** A migrated database of a test file's own. */
export interface DatabaseForTests {
  /** Works as the serving role. */
  db: Database;
  /** Works as the owner of the tables. */
  owner: postgres.Sql;
  close(): Promise<void>;
}

/** Makes one beside the database of that URL. */
export async function createDatabaseForTests(serverUrl: string): Promise<DatabaseForTests> {
  const name = `d${randomBytes(6).toString('hex')}`;
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name}`);
  await admin.end({ timeout: 5 });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrate(url.href);
  const database = connectDatabase(url.href, { max: 2 });
  const owner = postgres(url.href, { max: 2, onnotice: () => {} });
  return {
    db: database.db,
    owner,
    async close() {
      await database.close();
      await owner.end({ timeout: 5 });
    },
  };
}
