import { describe, expect, it } from 'vitest';
import { found, openSandbox, pick, type SandboxClient } from '../client-for-tests.ts';
import { changeVerbs } from './changes.ts';

const customer = 'Saxon Way Motors';
const tried = new Set<string>();

function changing(verb: string, does: string, test: () => Promise<void>): void {
  tried.add(verb);
  it(`${verb} ${does}`, test);
}

async function configuration(client: SandboxClient) {
  return found((await client.state()).itglue.configurations[0]);
}

async function attributes(client: SandboxClient, path: string): Promise<unknown> {
  return pick((await client.itglue('GET', path)).json, 'data', 'attributes');
}

describe('POST /change in IT Glue', () => {
  changing('itglue.createOrganization', 'adds one, of any name', async () => {
    const client = await openSandbox();
    const psa = { integration: 'autotask', id: '12' };
    const id = await client.change('itglue.createOrganization', { name: customer, psa });
    expect(await attributes(client, `/organizations/${id}`)).toMatchObject({
      name: customer,
      'organization-type-name': 'Customer',
      'organization-status-name': 'Active',
      'psa-integration': 'autotask',
    });
  });

  changing('itglue.renameOrganization', 'changes its name', async () => {
    const client = await openSandbox();
    const { id } = await client.organization(customer);
    await client.change('itglue.renameOrganization', { organizationId: id, name: 'SWM' });
    expect(await attributes(client, `/organizations/${id}`)).toMatchObject({ name: 'SWM' });
  });

  changing('itglue.setOrganization', 'changes status, type and PSA', async () => {
    const client = await openSandbox();
    const { id } = await client.organization(customer);
    const fields = { organizationId: id, status: 'Inactive', type: 'Vendor' };
    await client.change('itglue.setOrganization', fields);
    expect(await attributes(client, `/organizations/${id}`)).toMatchObject({
      'organization-status-name': 'Inactive',
      'organization-type-name': 'Vendor',
    });
    const unknown = { ...fields, status: 'Gone' };
    await expect(client.change('itglue.setOrganization', unknown)).rejects.toThrow(
      /no \\"Gone\\" among organization_statuses; there are Active, Inactive/,
    );
  });

  changing('itglue.deleteOrganization', 'takes it away with its configurations', async () => {
    const client = await openSandbox();
    const { id } = await client.organization(customer);
    await client.change('itglue.deleteOrganization', { organizationId: id });
    expect((await client.itglue('GET', `/organizations/${id}`)).status).toBe(404);
    const { configurations, interfaces } = (await client.state()).itglue;
    expect(configurations.some(({ organizationId }) => organizationId === id)).toBe(false);
    const left = new Set(configurations.map((one) => one.id));
    expect(interfaces.every(({ configurationId }) => left.has(configurationId))).toBe(true);
  });

  changing('itglue.setKey', 'pauses a key and takes it up again', async () => {
    const client = await openSandbox();
    const status = async () => (await client.itglue('GET', '/users')).status;
    await client.change('itglue.setKey', { active: false });
    expect(await status()).toBe(403);
    await client.change('itglue.setKey', { active: true });
    expect(await status()).toBe(200);
  });

  changing('itglue.createConfiguration', 'adds one, addresses and all', async () => {
    const client = await openSandbox();
    const { id: organizationId } = await client.organization(customer);
    const id = await client.change('itglue.createConfiguration', {
      organizationId,
      name: 'FW-1',
      type: 'Firewall',
      manufacturer: 'Cisco',
      serialNumber: 'FOC1234',
      macAddress: '00-26-CA-00-00-01',
    });
    expect(await attributes(client, `/configurations/${id}`)).toMatchObject({
      'configuration-type-name': 'Firewall',
      'manufacturer-name': 'Cisco',
      'serial-number': 'FOC1234',
    });
    const { interfaces } = (await client.state()).itglue;
    expect(interfaces.filter((one) => one.configurationId === id)).toMatchObject([
      { primary: true, macAddress: '00-26-CA-00-00-01' },
    ]);
  });

  changing('itglue.setConfiguration', 'changes what is given and nothing else', async () => {
    const client = await openSandbox();
    const { id, serialNumber } = await configuration(client);
    const to = await client.organization(customer);
    const fields = { configurationId: id, organizationId: to.id, primaryIp: '10.0.0.9' };
    await client.change('itglue.setConfiguration', fields);
    expect(await attributes(client, `/configurations/${id}`)).toMatchObject({
      'organization-name': customer,
      'primary-ip': '10.0.0.9',
      'serial-number': serialNumber,
    });
  });

  changing('itglue.archiveConfiguration', 'archives it, and brings it back', async () => {
    const client = await openSandbox();
    const { id: configurationId } = await configuration(client);
    await client.change('itglue.archiveConfiguration', { configurationId });
    expect((await configuration(client)).archived).toBe(true);
    await client.change('itglue.archiveConfiguration', { configurationId, archived: false });
    expect((await configuration(client)).archived).toBe(false);
  });

  changing('itglue.changeType', 'gives it another type', async () => {
    const client = await openSandbox();
    const { id: configurationId } = await configuration(client);
    await client.change('itglue.changeType', { configurationId, type: 'UPS' });
    expect((await configuration(client)).typeId).toBe(
      await client.catalogueId('configuration_types', 'UPS'),
    );
  });

  changing('itglue.deleteConfiguration', 'takes it away', async () => {
    const client = await openSandbox();
    const { id: configurationId } = await configuration(client);
    await client.change('itglue.deleteConfiguration', { configurationId });
    expect((await client.itglue('GET', `/configurations/${configurationId}`)).status).toBe(404);
  });

  it('hide takes a configuration out of sight of one key or all', async () => {
    const client = await openSandbox();
    const { id } = await configuration(client);
    const credential = 'restricted';
    await client.change('hide', { vendor: 'itglue', id, credential });
    expect((await client.itglue('GET', `/configurations/${id}`)).status).toBe(200);
    await client.change('hide', { vendor: 'itglue', id });
    expect((await client.itglue('GET', `/configurations/${id}`)).status).toBe(404);
  });

  it('has no verb without a test', () => {
    const own = changeVerbs.filter((verb) => verb.startsWith('itglue.'));
    expect(own.filter((verb) => !tried.has(verb))).toEqual([]);
  });
});
