import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKeyring, MasterKeyError, parseMasterKeys } from './keyring.ts';
import { readOrCreateMasterKeyFile } from './master-key-file.ts';

function refusalOf(text: string): string {
  try {
    parseMasterKeys(text);
  } catch (error) {
    if (error instanceof MasterKeyError) return error.message;
  }
  return 'not refused';
}

describe('the master key', () => {
  test('is 32 bytes as hex or base64, and several are separated by commas', () => {
    const [a, b, c] = [randomBytes(32), randomBytes(32), randomBytes(32)];
    const text = `${a.toString('hex')}, ${b.toString('base64')},${c.toString('base64url')}\n`;
    expect(parseMasterKeys(text).map((key) => Buffer.from(key))).toEqual([a, b, c]);
  });

  test.each(['', ' , ', 'short', 'x'.repeat(64), 'QUJD'.repeat(10)])(
    'anything else is refused without being repeated: %j',
    (text) => {
      const message = refusalOf(text);
      expect(message).toMatch(/32/);
      if (text.trim().length > 1) expect(message).not.toContain(text);
    },
  );

  test('gives another key for each purpose, and the same ones every time', () => {
    const master = randomBytes(32);
    const [first, second] = [createKeyring([master]), createKeyring([master])];
    expect(first.current('seal').id).toBe(second.current('seal').id);
    expect(first.current('seal').id).not.toBe(first.current('payload').id);
    expect(Buffer.from(first.current('seal').bytes)).not.toEqual(
      Buffer.from(first.current('payload').bytes),
    );
    expect(first.find('payload', first.current('seal').id)).toBeUndefined();
  });
});

describe('the master key file of an embedded install', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sitesync-keys-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  test('is made on the first start with mode 0600 and kept from then on', async () => {
    const file = path.join(folder, 'data', 'master.key');
    const made = await readOrCreateMasterKeyFile(file);
    expect(parseMasterKeys(made)).toHaveLength(1);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await chmod(file, 0o644);
    expect(await readOrCreateMasterKeyFile(file)).toBe(made);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('is one and the same for starts at the same time', async () => {
    const file = path.join(folder, 'parallel.key');
    const keys = await Promise.all(
      Array.from({ length: 8 }, () => readOrCreateMasterKeyFile(file)),
    );
    expect(new Set(keys).size).toBe(1);
    expect((await readFile(file, 'utf8')).trim()).toBe(keys[0]);
  });

  test('is refused, and left alone, if it holds something else', async () => {
    const file = path.join(folder, 'broken.key');
    await writeFile(file, 'not a key');
    await expect(readOrCreateMasterKeyFile(file)).rejects.toThrow(MasterKeyError);
    expect(await readFile(file, 'utf8')).toBe('not a key');
  });
});
