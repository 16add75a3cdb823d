import { describe, expect, it } from 'vitest';
import type { Reply } from '../http/loopback-server.ts';
import { checkItglueKey } from './check.ts';
import {
  isKeyProbe,
  organization,
  organizations,
  pageFor,
  refusal,
  startItglue,
} from './loopback-itglue.ts';
import type { SeenCall } from './loopback-itglue.ts';

const own = organization('7007', { name: 'Acme MSP', primary: true });
const forbidden = refusal(403, { title: 'Forbidden' });

/** An account with an organization of its own, as a filter would find it. */
const good = (call: SeenCall): Reply => {
  if (call.name !== 'GET /organizations') return pageFor(call, []);
  return pageFor(call, call.query.has('filter[primary]') ? [own] : [...organizations(3), own]);
};

describe('an IT Glue key', () => {
  it('that may read all is good, and is told apart by the primary organization', async () => {
    await using itglue = await startItglue(good);
    expect(await checkItglueKey(itglue.connection)).toEqual({
      ok: true,
      origin: itglue.connection.url,
      primaryOrganizationId: '7007',
      primaryOrganizationName: 'Acme MSP',
    });
    expect(itglue.calls.every(({ request }) => request.method === 'GET')).toBe(true);
  });

  it('is told apart though IT Glue ignores the filter', async () => {
    const all = [...organizations(1200), own];
    await using itglue = await startItglue((call) =>
      pageFor(call, call.name === 'GET /organizations' ? all : []),
    );
    expect(await checkItglueKey(itglue.connection)).toMatchObject({
      ok: true,
      primaryOrganizationId: '7007',
    });
  });

  it.each([
    ['no', organizations(3)],
    ['more than one', [own, organization('7008', { primary: true })]],
  ])('that sees %s primary organization is refused', async (_what, found) => {
    await using itglue = await startItglue((call) =>
      pageFor(call, call.name === 'GET /organizations' ? found : []),
    );
    const result = await checkItglueKey(itglue.connection);
    expect(result).toMatchObject({ ok: false, code: 'no-primary-organization' });
    expect(result).toHaveProperty('message', expect.stringContaining('primary'));
  });

  it.each([
    ['configurations', 'configurations'],
    ['configuration_types', 'configuration types'],
    ['models', 'models'],
    ['flexible_asset_types', 'flexible asset types'],
  ])('that may not read %s is refused by that name', async (route, right) => {
    await using itglue = await startItglue((call) =>
      call.name === `GET /${route}` ? forbidden : good(call),
    );
    const result = await checkItglueKey(itglue.connection);
    expect(result).toMatchObject({ ok: false, code: 'missing-rights', missing: [right] });
    expect(result).toHaveProperty('message', expect.stringContaining(right));
  });

  it.each([401, 403])('that is wrong is refused (%i)', async (status) => {
    await using itglue = await startItglue(() => ({ status, body: '' }));
    expect(await checkItglueKey(itglue.connection)).toMatchObject({
      ok: false,
      code: 'auth-refused',
    });
    expect(itglue.calls.filter(isKeyProbe)).toHaveLength(1);
  });

  it.each(['', 'ITG.a b', 'ITG.abc\n', 'ITG.„abc“'])(
    '"%s" that no header can carry is refused unsent',
    async (apiKey) => {
      await using itglue = await startItglue(good);
      expect(await checkItglueKey({ ...itglue.connection, apiKey })).toMatchObject({
        ok: false,
        code: 'auth-refused',
      });
      expect(itglue.calls).toHaveLength(0);
    },
  );

  it('is sent to no foreign address', async () => {
    await using itglue = await startItglue(good);
    const url = 'https://evil.example';
    expect(await checkItglueKey({ ...itglue.connection, url })).toMatchObject({
      ok: false,
      code: 'address-refused',
    });
  });
});
