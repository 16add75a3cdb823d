import { describe, expect, it } from 'vitest';
import { openSandbox, pick } from '../client-for-tests.ts';

const everything = {
  name: 'Copper Kettle Café',
  description: 'two floors',
  notes: 'ring first',
  onDemand: true,
  splashtopAutoInstall: true,
};

describe('Datto sites', () => {
  it('are created by PUT and answered without a wrapper', async () => {
    const client = await openSandbox();
    const { status, json } = await client.datto('PUT', '/v2/site', everything);
    expect(status).toBe(200);
    expect(json).toMatchObject({ name: 'Copper Kettle Café', onDemand: true });
    const uid = String(pick(json, 'uid'));
    expect((await client.datto('GET', `/v2/site/${uid}`)).json).toEqual(json);
    expect((await client.log()).at(-2)?.effect).toEqual({
      verb: 'create',
      kind: 'site',
      id: uid,
      name: 'Copper Kettle Café',
    });
  });

  it('lose by POST whatever the request leaves out', async () => {
    const client = await openSandbox();
    await client.set({ 'dattoRmm.siteNotes': 'stored' });
    const created = await client.datto('PUT', '/v2/site', everything);
    const path = `/v2/site/${String(pick(created.json, 'uid'))}`;
    expect(pick(created.json, 'notes')).toBe('ring first');
    expect((await client.datto('POST', path, { name: 'Copper Kettle' })).json).toMatchObject({
      name: 'Copper Kettle',
      description: '',
      notes: null,
      onDemand: false,
      splashtopAutoInstall: false,
    });
    expect((await client.datto('POST', path, { description: 'no name' })).status).toBe(400);
  });

  it('answer 404 to an unknown uid and to the numeric id', async () => {
    const client = await openSandbox();
    const site = await client.site('Home Users');
    expect((await client.datto('GET', `/v2/site/${String(site.id)}`)).status).toBe(404);
    const unknown = await client.datto('GET', '/v2/site/00000000-0000-4000-8000-000000000000');
    expect(unknown.json).toMatchObject({ status: 404, error: 'Not Found' });
  });

  it('include the three system sites, of which "Deleted Devices" has a uid that is no GUID', async () => {
    const client = await openSandbox();
    const { json } = await client.datto('GET', '/v2/account/sites');
    const sites = pick(json, 'sites') as { name: string; uid: string; onDemand: boolean }[];
    const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    const system = Object.fromEntries(
      sites
        .filter(({ name }) => ['Managed', 'OnDemand', 'Deleted Devices'].includes(name))
        .map(({ name, uid, onDemand }) => [name, { isGuid: guid.test(uid), onDemand }]),
    );
    expect(system).toEqual({
      Managed: { isGuid: true, onDemand: false },
      OnDemand: { isGuid: true, onDemand: true },
      'Deleted Devices': { isGuid: false, onDemand: false },
    });
  });
});
