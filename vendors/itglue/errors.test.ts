import { describe, expect, it } from 'vitest';
import { failureOf, faults } from '../http/loopback-server.ts';
import type { Reply } from '../http/loopback-server.ts';
import { configurationId, organizationId } from './ids.ts';
import type { ConfigurationTypeId } from './ids.ts';
import {
  configuration,
  isKeyProbe,
  organization,
  organizations,
  outOfSight,
  pageFor,
  refusal,
  soon,
  startItglue,
} from './loopback-itglue.ts';

const ownNotFoundPage = "<html><h1>The page you were looking for doesn't exist (404)</h1></html>";
const unauthorized = refusal(401, { title: 'Unauthorized' });
const timedOut = { detail: 'The request took too long to process and timed out.' };

/** An IT Glue whose key is good, whatever else it answers. */
const withGoodKey = (reply: Reply) =>
  startItglue((call) => (isKeyProbe(call) ? pageFor(call, organizations(1)) : reply));

describe('an organization that is read by its id', () => {
  it.each([
    ['401 with the pointer id', outOfSight, 'forbidden'],
    ['401 with the pointer /id', pointer('/id'), 'forbidden'],
    ['another 401', unauthorized, 'forbidden'],
    ['403', { status: 403, body: '' }, 'forbidden'],
    ['404 in JSON', refusal(404, { title: 'Not Found' }), 'not-found'],
    ['404 without a body', { status: 404, body: '' }, 'not-found'],
    ['the 404 page of IT Glue', { status: 404, body: ownNotFoundPage }, 'not-found'],
    ['the 404 page of something else', { status: 404, body: '<html>' }, 'contract-broken'],
    ['400', refusal(400, { detail: 'param is missing' }), 'refused'],
    ['422', refusal(422, { title: 'Duplicate Parameters Specified' }), 'refused'],
    ['429', { status: 429, body: '' }, 'rate-limited'],
    ['a page with 429', { status: 429, body: '<html>' }, 'rate-limited'],
    ['500', { status: 500, body: '<html>' }, 'transient'],
    ['a slow query with 504', refusal(504, timedOut), 'transient'],
    ['a slow query with 422', refusal(422, timedOut), 'transient'],
    ['a slow query with 200', refusal(200, timedOut), 'transient'],
    ['errors with 200', refusal(200, { title: 'Odd' }), 'contract-broken'],
    ['a web page', faults.htmlPage, 'contract-broken'],
    ['malformed JSON', faults.malformedJson, 'contract-broken'],
    ['half a body', faults.truncated, 'transient'],
    ['a cut connection', faults.reset, 'transient'],
    ['a redirect', faults.redirect, 'contract-broken'],
    ['another organization', { body: { data: organization('8') } }, 'contract-broken'],
    ['a configuration', { body: { data: configuration('7') } }, 'contract-broken'],
    ['no name', { body: { data: organization('7', { name: null }) } }, 'contract-broken'],
  ] satisfies [string, Reply, string][])('answered with %s', async (_what, reply, code) => {
    await using itglue = await withGoodKey(reply);
    const error = await failureOf(itglue.client.organization(organizationId('7')));
    expect(error).toMatchObject({ code, operation: 'GET /organizations/:id' });
  });

  it('and out of sight is never taken for a refused key', async () => {
    await using itglue = await startItglue(() => outOfSight);
    const error = await failureOf(itglue.client.organization(organizationId('7')));
    expect(error).toMatchObject({ code: 'forbidden', details: 'Unauthorized resource access' });
    expect(error.message).toContain('out of the sight');
    expect(itglue.calls).toHaveLength(1);
  });
});

describe('a key', () => {
  it.each([
    ['401', unauthorized],
    ['403 in JSON', refusal(403, { title: 'Forbidden' })],
    ['403 with a page', { status: 403, body: '<html>Forbidden</html>' }],
    ['403 without a body', { status: 403, body: '' }],
  ] satisfies [string, Reply][])(
    'is refused when the listing of organizations is, with %s',
    async (_what, reply) => {
      await using itglue = await startItglue(() => reply);
      const error = await failureOf(itglue.client.organization(organizationId('7')));
      expect(error).toMatchObject({ code: 'auth-refused' });
      expect(itglue.calls.map(isKeyProbe)).toEqual([false, true]);
    },
  );

  it('is refused, and no organization meant, when a list answers 401 with the pointer id', async () => {
    await using itglue = await startItglue(() => outOfSight);
    expect(await failureOf(itglue.client.configurationTypes())).toMatchObject({
      code: 'auth-refused',
    });
  });

  it('is not refused because the question could not be answered', async () => {
    await using itglue = await startItglue((call) =>
      isKeyProbe(call) ? faults.reset : unauthorized,
    );
    expect(await failureOf(itglue.client.organization(organizationId('7')))).toMatchObject({
      code: 'forbidden',
    });
  });

  it('goes into its header and nowhere else', async () => {
    await using itglue = await startItglue((call) => pageFor(call, []));
    await itglue.client.configurationTypes();
    const [call] = itglue.calls;
    expect(call?.request.headers['x-api-key']).toBe('ITG.loopback-key');
    expect(call?.request.path).not.toContain('loopback-key');
  });

  it('shows in no error, though the answer repeats it', async () => {
    const reply = refusal(422, { title: 'ITG.loopback-key', detail: ['bad', 'ITG.loopback-key'] });
    await using itglue = await withGoodKey(reply);
    const error = await failureOf(itglue.client.organization(organizationId('7')));
    expect(error.message).toContain('[hidden]');
    expect(error.message).not.toContain('loopback-key');
  });
});

describe('too many calls', () => {
  it.each([
    ['120', 120_000],
    [undefined, 60_000],
  ])('with Retry-After %s hold back every call for %i ms', async (header, retryAfterMs) => {
    const headers = header === undefined ? {} : { 'retry-after': header };
    await using itglue = await startItglue(() => ({ status: 429, headers, body: '' }));
    const { client } = itglue;
    const error = await failureOf(client.configurationTypes());
    expect(error).toMatchObject({ code: 'rate-limited', retryAfterMs });
    const abort = AbortSignal.timeout(50);
    await expect(client.configurationTypes({ signal: abort })).rejects.toThrow();
    await expect(client.turn('createOrganization', abort)).rejects.toThrow();
    expect(itglue.calls).toHaveLength(1);
  });
});

describe('a configuration that is created', () => {
  it.each([
    ['a missing type', refusal(422, mustExist('/data/attributes/configuration-type')), 'refused'],
    ['an organization that is out of sight', outOfSight, 'forbidden'],
    ['a 401 of another kind', unauthorized, 'forbidden'],
    ['no such organization', refusal(404, { title: 'Not Found' }), 'not-found'],
    ['the 404 page of IT Glue', { status: 404, body: ownNotFoundPage }, 'not-found'],
    ['the 404 page of something else', { status: 404, body: '<html>' }, 'unknown-outcome'],
    ['a firewall page', { status: 403, body: '<html>Request blocked</html>' }, 'refused'],
    ['400', { status: 400, body: '' }, 'refused'],
    ['415', { status: 415, body: '<html>' }, 'contract-broken'],
    ['429', { status: 429, body: '' }, 'rate-limited'],
    ['500', refusal(500, { title: 'Internal Server Error' }), 'unknown-outcome'],
    ['a slow query with 422', refusal(422, timedOut), 'unknown-outcome'],
    ['errors with 200', refusal(200, { title: 'Odd' }), 'unknown-outcome'],
    ['a web page', faults.htmlPage, 'unknown-outcome'],
    ['nothing', { status: 201, body: '' }, 'unknown-outcome'],
    ['a cut connection', faults.reset, 'unknown-outcome'],
    ['half a body', faults.truncated, 'unknown-outcome'],
    ['a configuration of another', { body: { data: configuration('5') } }, 'unknown-outcome'],
    ['one without a name', { body: { data: made({ name: null }) } }, 'unknown-outcome'],
    ['one elsewhere', { body: { data: made({ 'organization-id': 8 }) } }, 'unknown-outcome'],
  ] satisfies [string, Reply, string][])('answered with %s', async (_what, reply, code) => {
    await using itglue = await withGoodKey(reply);
    expect(await failureOf(create(itglue.client))).toMatchObject({
      code,
      operation: 'POST /organizations/:id/relationships/configurations',
    });
    expect(itglue.calls.filter(({ name }) => name.startsWith('POST'))).toHaveLength(1);
  });

  it('and refused says what is wrong and where', async () => {
    await using itglue = await withGoodKey(
      refusal(422, mustExist('/data/attributes/configuration-type')),
    );
    expect((await failureOf(create(itglue.client))).details).toBe(
      'must exist (data/attributes/configuration-type)',
    );
  });

  it.each([
    [
      'the title',
      { title: 'Valid organization_id is required' },
      'Valid organization_id is required',
    ],
    ['a list', { detail: ["can't be blank", 'is odd'] }, "can't be blank, is odd"],
    [
      'a status that is a word',
      { status: 'unprocessable_entity', title: 'bulk action not allowed using this route' },
      'bulk action not allowed using this route',
    ],
  ])('and refused is read from %s', async (_what, error, details) => {
    await using itglue = await withGoodKey(refusal(422, error));
    expect((await failureOf(create(itglue.client))).details).toBe(details);
  });
});

describe('an id', () => {
  it.each(['', '0', 'abc', '../organizations', '1?x=1', undefined])(
    'that is %j is not called by, since that would mean all records or others',
    async (bad) => {
      await using itglue = await startItglue((call) => pageFor(call, []));
      const { client } = itglue;
      const id = bad as never;
      const errors = [
        await failureOf(client.organization(id)),
        await failureOf(client.configuration(id)),
        await failureOf(client.configurationsOf(id)),
        await failureOf(client.configurationInterfaces(id)),
        await failureOf(client.locations(id)),
        await failureOf(
          client.archiveConfiguration(id, true, await client.turn('archiveConfiguration'), soon()),
        ),
      ];
      expect(errors.map(({ code }) => code)).toEqual(errors.map(() => 'not-sent'));
      expect(itglue.calls).toHaveLength(0);
      expect(() => configurationId(String(bad))).toThrow('without a whole id');
    },
  );
});

function pointer(to: string): Reply {
  return refusal(401, { title: 'Unauthorized', source: { pointer: to } });
}

function mustExist(to: string): object {
  return { detail: 'must exist', source: { pointer: to } };
}

function made(attributes: object): object {
  return configuration('5', { 'installed-by': 'Sitesync a', ...attributes });
}

async function create(client: Awaited<ReturnType<typeof startItglue>>['client']) {
  return client.createConfiguration(
    organizationId('7'),
    {
      name: 'PC-1',
      configurationTypeId: '3' as ConfigurationTypeId,
      installedBy: 'Sitesync a',
    },
    await client.turn('createConfiguration'),
    soon(),
  );
}
