import { describe, expect, test } from 'vitest';
import { startGravityzone, testId } from '../../vendors/gravityzone/loopback-gravityzone.ts';
import { companyId, packageId } from '../../rules/identity.ts';
import { inTurn } from './details-to-read.ts';
import { countEndpoints, isPackageReadable, seeCompany } from './see-company.ts';

const id = companyId(testId('a1'));
const { signal } = new AbortController();
const refused = (code: number, details: string, status = 200) => ({
  error: { code, message: 'Invalid params', data: { details } },
  status,
});
const notForThisKey = 'API Key is not allowed to access the selected API: Companies';

describe('a company that is read by its id', () => {
  test.each([
    [{ result: { id, name: 'Abc', type: 1 } }, 'there'],
    [refused(-32002, 'The company does not exist'), 'not-found'],
    [refused(-32602, 'No such company, or no right to it'), 'not-found'],
    [refused(-32001, 'You do not have the required rights'), 'not-authorized'],
  ])('answered with %j is %s', async (reply, sight) => {
    await using gravityzone = await startGravityzone(() => reply);
    expect(await seeCompany(gravityzone.client, id, signal)).toMatchObject({ sight });
  });

  test.each([
    ['forbidden', refused(-32001, notForThisKey)],
    ['forbidden', { reply: { status: 403, body: '' } }],
    ['licence', refused(-32001, 'The company does not have a valid license')],
    ['auth-refused', refused(-32001, 'Invalid API key', 401)],
  ])('tells nothing where the key itself is refused: %s', async (code, reply) => {
    await using gravityzone = await startGravityzone(() => reply);
    await expect(seeCompany(gravityzone.client, id, signal)).rejects.toMatchObject({ code });
  });
});

describe('the package of a company that is gone', () => {
  test.each([
    [{ result: { packageName: 'P' } }, true],
    [refused(-32002, 'The package does not exist'), false],
    [refused(-32001, 'You do not have the required rights'), false],
    [refused(-32001, notForThisKey), null],
    [refused(-32000, 'The package does not exist'), null],
  ])('answered with %j is readable: %s', async (reply, readable) => {
    await using gravityzone = await startGravityzone(() => reply);
    const readBack = isPackageReadable(gravityzone.client, packageId(testId('b1')), signal);
    expect(await readBack).toBe(readable);
  });
});

describe('endpoints', () => {
  test.each([
    [{ result: { total: 12, items: [] } }, 12],
    [refused(-32001, 'You do not have the required rights to manage this company'), null],
    [refused(-32601, 'Method not found'), null],
  ])('answered with %j are %s', async (reply, count) => {
    await using gravityzone = await startGravityzone(() => reply);
    expect(await countEndpoints(gravityzone.client, id, signal)).toBe(count);
  });
});

describe('the companies whose turn it is', () => {
  test.each([0, 1, 7, 50, 51, 120, 1_000])(
    'are at most 2 %% of %i, one at least, and all of them in time',
    (size) => {
      const all = Array.from({ length: size }, (_, n) => n);
      const most = Math.max(1, Math.ceil(size * 0.02));
      const turns = Array.from({ length: 50 }, (_, runs) => inTurn(all, runs));
      for (const turn of turns) expect(turn.length).toBeLessThanOrEqual(most);
      expect([...new Set(turns.flat())].toSorted((a, b) => a - b)).toEqual(all);
    },
  );
});
