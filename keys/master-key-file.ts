import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { masterKeyBytes, parseMasterKeys } from './keyring.ts';

/**
 * The text of an embedded install's master keys: read from the file, which is made at the first
 * start with one random key and mode 0600. Two starts at once end up with the same key.
 * @throws {MasterKeyError} if the file holds something else.
 */
export async function readOrCreateMasterKeyFile(file: string): Promise<string> {
  const found = await readIfThere(file);
  const text = found ?? (await createMasterKeyFile(file));
  parseMasterKeys(text);
  // A copied or restored file may have come back readable to others.
  await chmod(file, 0o600);
  return text.trim();
}

async function createMasterKeyFile(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(masterKeyBytes).toString('base64')}\n`);
    // Whatever is encrypted from here on is lost with this file, so it is on disk first.
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    // A link never replaces a key that another start has made meanwhile; a rename would.
    await link(draft, file);
  } catch (error) {
    if (!isErrorCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(file, 'utf8');
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
