import { describe, expect, it } from 'vitest';
import { column, openSandbox, pick } from '../client-for-tests.ts';

describe('What a Datto key sees', () => {
  it('is only some sites for a restricted user, whose counts then differ', async () => {
    const client = await openSandbox();
    const all = await client.datto('GET', '/v2/account/sites');
    const some = await client.datto('GET', '/v2/account/sites', undefined, 'restricted');
    expect(column(pick(some.json, 'sites'), 'uid').length).toBeLessThan(
      column(pick(all.json, 'sites'), 'uid').length,
    );
    const account = await client.datto('GET', '/v2/account', undefined, 'restricted');
    const seen = (pick(some.json, 'sites') as { onDemand: boolean; devicesStatus: unknown }[])
      .filter((site) => !site.onDemand)
      .reduce((sum, site) => sum + Number(pick(site.devicesStatus, 'numberOfDevices')), 0);
    const counted = Number(pick(account.json, 'devicesStatus', 'numberOfManagedDevices'));
    expect(seen).toBeLessThan(counted);
  });

  it('is everything that counts for an administrator: managed devices add up', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const account = await client.datto('GET', '/v2/account');
    const { json } = await client.datto('GET', '/v2/account/sites');
    const seen = (pick(json, 'sites') as { onDemand: boolean; devicesStatus: unknown }[])
      .filter((site) => !site.onDemand)
      .reduce((sum, site) => sum + Number(pick(site.devicesStatus, 'numberOfDevices')), 0);
    expect(pick(account.json, 'devicesStatus', 'numberOfManagedDevices')).toBe(seen);
  });

  it('leaves a restricted user 403 on other sites, on users and on account variables', async () => {
    const client = await openSandbox();
    const some = await client.datto('GET', '/v2/account/sites', undefined, 'restricted');
    const seen = column(pick(some.json, 'sites'), 'uid');
    const unseen = (await client.state()).dattoRmm.sites.find(
      (site) => site.system === null && !seen.includes(site.uid),
    );
    for (const path of [
      `/v2/site/${String(unseen?.uid)}`,
      `/v2/site/${String(unseen?.uid)}/variables`,
      '/v2/account/users',
      '/v2/account/variables',
    ]) {
      expect((await client.datto('GET', path, undefined, 'restricted')).status).toBe(403);
    }
  });

  it('is another account altogether for the key of another account', async () => {
    const client = await openSandbox();
    const { json } = await client.datto('GET', '/v2/account/sites', undefined, 'otherAccount');
    expect(column(pick(json, 'sites'), 'name')).toContain('Upland Wool Mill');
    expect(column(pick(json, 'sites'), 'name')).not.toContain('Home Users');
    const account = await client.datto('GET', '/v2/account', undefined, 'otherAccount');
    expect(pick(account.json, 'uid')).not.toBe((await client.state()).dattoRmm.account.uid);
    const ours = await client.site('Home Users');
    const foreign = await client.datto('GET', `/v2/site/${ours.uid}`, undefined, 'otherAccount');
    expect(foreign.status).toBe(403);
  });
});
