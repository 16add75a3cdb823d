import { describe, expect, it } from 'vitest';
import { failureOf, faults, startServer } from '../http/loopback-server.ts';
import type { Reply } from '../http/loopback-server.ts';
import { client, isToken, startDatto, token } from './loopback-datto.ts';

describe('a write', () => {
  const variable = { name: 'GravityZonePackageLink', value: 'https://x/[a].exe', masked: false };
  const soon = () => ({ sendBefore: performance.now() + 4000 });

  it('takes an empty answer for done', async () => {
    await using server = await startDatto((_request, { length }) =>
      length === 2 ? { body: '' } : { status: 204 },
    );
    const api = client(server.url);
    await api.createSiteVariable('s', variable, await api.turn('createSiteVariable'), soon());
    await api.updateSiteVariable('s', 7, variable, await api.turn('updateSiteVariable'), soon());
    await api.deleteSiteVariable('s', 7, await api.turn('deleteSiteVariable'), soon());
    expect(server.requests.slice(1).map(({ method, path, body }) => [method, path, body])).toEqual([
      ['PUT', '/api/v2/site/s/variable', JSON.stringify(variable)],
      [
        'POST',
        '/api/v2/site/s/variable/7',
        JSON.stringify({ name: variable.name, value: variable.value }),
      ],
      ['DELETE', '/api/v2/site/s/variable/7', ''],
    ]);
  });

  it.each([
    [{ status: 400, body: { status: 400, error: 'Bad Request' } }, 'refused'],
    [{ status: 404, body: { status: 404, error: 'Not Found' } }, 'not-found'],
    [{ status: 409, body: { status: 409, error: 'Conflict' } }, 'conflict'],
    [{ status: 429, body: '' }, 'rate-limited'],
    [{ status: 500, body: { status: 500, error: 'Internal' } }, 'unknown-outcome'],
    [{ status: 504, body: '<html></html>' }, 'unknown-outcome'],
    [faults.htmlPage, 'unknown-outcome'],
    [faults.reset, 'unknown-outcome'],
    [faults.truncated, 'unknown-outcome'],
  ] satisfies [Reply, string][])('answered with %j is %s', async (reply, code) => {
    await using server = await startDatto(() => reply);
    const api = client(server.url);
    const turn = await api.turn('createSiteVariable');
    const error = await failureOf(api.createSiteVariable('s', variable, turn, soon()));
    expect(error).toMatchObject({ code });
    expect(server.requests).toHaveLength(2);
  });

  it('uses its turn up', async () => {
    await using server = await startDatto(() => ({ body: '' }));
    const api = client(server.url);
    const turn = await api.turn('deleteSiteVariable');
    await api.deleteSiteVariable('s', 7, turn, soon());
    expect(await failureOf(api.deleteSiteVariable('s', 7, turn, soon()))).toMatchObject({
      code: 'not-sent',
    });
    expect(server.requests).toHaveLength(2);
  });

  it('past its moment is not sent', async () => {
    await using server = await startDatto(() => ({ body: '' }));
    const api = client(server.url);
    const turn = await api.turn('deleteSiteVariable');
    const late = { sendBefore: performance.now() };
    expect(await failureOf(api.deleteSiteVariable('s', 7, turn, late))).toMatchObject({
      code: 'not-sent',
    });
    expect(server.requests.filter((request) => !isToken(request))).toHaveLength(0);
  });

  it('refused for an expired token goes again with a new one', async () => {
    await using server = await startServer((request, { length }) =>
      isToken(request) ? token(length) : { status: length === 2 ? 401 : 200, body: '' },
    );
    const api = client(server.url);
    await api.deleteSiteVariable('s', 7, await api.turn('deleteSiteVariable'), soon());
    expect(server.requests.map(({ method }) => method)).toEqual([
      'POST',
      'DELETE',
      'POST',
      'DELETE',
    ]);
  });
});
