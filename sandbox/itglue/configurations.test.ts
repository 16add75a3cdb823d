import { describe, expect, it } from 'vitest';
import { column, found, openSandbox, pick, type SandboxClient } from '../client-for-tests.ts';

const type = 'configurations';

async function place(client: SandboxClient) {
  const { id } = await client.organization('Saxon Way Motors');
  const typeId = await client.catalogueId('configuration_types', 'Workstation');
  return {
    organizationId: id,
    typeId,
    nested: `/organizations/${id}/relationships/configurations`,
  };
}

async function created(client: SandboxClient, attributes: Record<string, unknown>) {
  const { nested, typeId } = await place(client);
  const data = { type, attributes: { name: 'PC', configuration_type_id: typeId, ...attributes } };
  const { status, json } = await client.itglue('POST', nested, data);
  expect(status).toBe(201);
  return { id: String(pick(json, 'data', 'id')), attributes: pick(json, 'data', 'attributes') };
}

async function interfacesOf(client: SandboxClient, id: string): Promise<unknown[]> {
  const path = `/configurations/${id}/relationships/configuration_interfaces`;
  return column(pick((await client.itglue('GET', path)).json, 'data'), 'attributes');
}

describe('An IT Glue configuration', () => {
  it('needs an organization, a type and a name', async () => {
    const client = await openSandbox();
    const { organizationId, typeId } = await place(client);
    const errors = async (attributes: unknown) => {
      const { json } = await client.itglue('POST', '/configurations', { type, attributes });
      return pick(json, 'errors', 0);
    };
    expect(await errors({ name: 'PC', configuration_type_id: typeId })).toEqual({
      status: 422,
      title: 'Valid organization_id is required',
      source: { pointer: 'data/attributes/organization_id' },
    });
    expect(await errors({ name: 'PC', organization_id: organizationId })).toEqual({
      source: { pointer: '/data/attributes/configuration-type' },
      detail: 'must exist',
      title: 'Unprocessable Entity',
      status: 422,
    });
    const nameless = { organization_id: organizationId, configuration_type_id: typeId };
    expect(await errors(nameless)).toMatchObject({ detail: ["can't be blank"] });
  });

  it('takes no MAC of more than 17 characters', async () => {
    const client = await openSandbox();
    const { nested, typeId } = await place(client);
    const attributes = {
      name: 'PC',
      configuration_type_id: typeId,
      mac_address: '00:11:22:33:44:55:66',
    };
    expect((await client.itglue('POST', nested, { type, attributes })).status).toBe(422);
  });

  it('has one primary interface with its addresses, changed from either side', async () => {
    const client = await openSandbox();
    const { id } = await created(client, {
      mac_address: '18-5E-0F-00-00-01',
      primary_ip: '10.0.0.5',
    });
    expect(await interfacesOf(client, id)).toMatchObject([
      { primary: true, 'ip-address': '10.0.0.5', 'mac-address': '18-5E-0F-00-00-01' },
    ]);
    const patch = { type, attributes: { primary_ip: '10.0.0.6' } };
    await client.itglue('PATCH', `/configurations/${id}`, patch);
    expect(await interfacesOf(client, id)).toMatchObject([{ 'ip-address': '10.0.0.6' }]);
    const path = `/configurations/${id}/relationships/configuration_interfaces`;
    const second = {
      type: 'configuration-interfaces',
      attributes: { name: 'LAN 2', ip_address: '10.0.0.7', primary: true },
    };
    const made = await client.itglue('POST', path, second);
    expect(made.status).toBe(201);
    expect(column(await interfacesOf(client, id), 'primary')).toEqual([false, true]);
    const shown = await client.itglue('GET', `/configurations/${id}`);
    expect(pick(shown.json, 'data', 'attributes')).toMatchObject({
      'primary-ip': '10.0.0.7',
      'mac-address': null,
    });
    const gone = await client.itglue('DELETE', `${path}/${String(pick(made.json, 'data', 'id'))}`);
    expect([gone.status, gone.text]).toEqual([204, '']);
  });

  it('brings interfaces along when it is created', async () => {
    const client = await openSandbox();
    const { nested, typeId } = await place(client);
    const data = {
      type,
      attributes: { name: 'PC', configuration_type_id: typeId, primary_ip: '10.0.0.5' },
      relationships: {
        configuration_interfaces: {
          data: [
            {
              type: 'configuration_interfaces',
              attributes: { name: 'Wi-Fi', mac_address: '18:5E:0F:00:00:02', primary: false },
            },
          ],
        },
      },
    };
    const { json } = await client.itglue('POST', nested, data);
    const interfaces = await interfacesOf(client, String(pick(json, 'data', 'id')));
    expect(interfaces).toMatchObject([
      { name: 'Wi-Fi', primary: false },
      { 'ip-address': '10.0.0.5', primary: true },
    ]);
  });

  it('is created in bulk by the nested route only, all or none', async () => {
    const client = await openSandbox();
    const { nested, typeId, organizationId } = await place(client);
    const item = (name: string) => ({ type, attributes: { name, configuration_type_id: typeId } });
    const flat = await client.itglue('POST', '/configurations', [
      { type, attributes: { ...item('A').attributes, organization_id: organizationId } },
    ]);
    expect(pick(flat.json, 'errors', 0, 'title')).toBe(
      'bulk action not allowed for Configuration using this route',
    );
    const before = (await client.state()).itglue.configurations.length;
    expect((await client.itglue('POST', nested, [item('A'), item('')])).status).toBe(422);
    expect((await client.state()).itglue.configurations).toHaveLength(before);
    const both = await client.itglue('POST', nested, [item('A'), item('B')]);
    expect(both.status).toBe(201);
    expect(column(column(pick(both.json, 'data'), 'attributes'), 'name')).toEqual(['A', 'B']);
    expect((await client.log()).at(-1)?.effect?.ids).toHaveLength(2);
  });

  it('is changed in bulk by the top-level route, by ids or by a filter', async () => {
    const client = await openSandbox();
    const { organizationId, nested } = await place(client);
    const own = (await client.state()).itglue.configurations.filter(
      (one) => one.organizationId === organizationId,
    );
    const data = own.map(({ id }) => ({ type, attributes: { id, asset_tag: id.slice(-4) } }));
    expect((await client.itglue('PATCH', '/configurations', data)).status).toBe(200);
    expect((await client.itglue('PATCH', nested, data)).status).toBe(404);
    const path = `/configurations?filter[organization_id]=${organizationId}`;
    await client.itglue('PATCH', path, { type, attributes: { archived: true } });
    const after = (await client.state()).itglue.configurations;
    expect(after.filter(({ archived }) => archived)).toHaveLength(own.length);
  });

  it('takes no relationships in a change', async () => {
    const client = await openSandbox();
    const { id } = await created(client, {});
    const data = { type, attributes: {}, relationships: {} };
    expect((await client.itglue('PATCH', `/configurations/${id}`, data)).status).toBe(422);
  });

  it('of a PSA takes a serial and an archiving, and nothing that the PSA keeps', async () => {
    const client = await openSandbox();
    const { id } = await created(client, {});
    const psa = { id: '900' };
    await client.change('itglue.setConfiguration', { configurationId: id, psa });
    const status = async (attributes: unknown) =>
      (await client.itglue('PATCH', `/configurations/${id}`, { type, attributes })).status;
    expect(await status({ serial_number: 'ABC1234', archived: true })).toBe(200);
    expect(await status({ serial_number: 'ABC1234', hostname: 'PC' })).toBe(422);
    expect(await status({ mac_address: '18-5E-0F-00-00-01' })).toBe(422);
  });

  it('is found by serial, MAC, RMM id and PSA id, archived or not', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const { sample, dattoRmm } = await client.state();
    const overlay = found(sample.matching.find((one) => one.case === 'rmmOverlay'));
    const device = dattoRmm.sites
      .flatMap(({ devices }) => devices)
      .find(({ uid }) => uid === overlay.deviceUids[0]);
    const ids = async (query: string) =>
      column(pick((await client.itglue('GET', `/configurations?${query}`)).json, 'data'), 'id');
    const aem = 'filter[rmm_integration_type]=aem';
    const [wanted] = overlay.configurationIds;
    expect(await ids(`filter[rmm_id]=${String(device?.uid)}&${aem}`)).toEqual([wanted]);
    expect(await ids(`filter[rmm_id]=${String(device?.id)}&${aem}`)).toEqual([wanted]);
    const serial = String(device?.hardware.serial).toLowerCase();
    expect(await ids(`filter[serial-number]=${serial}`)).toEqual([wanted]);
    const archived = found(sample.matching.find((one) => one.case === 'archivedConfiguration'));
    const [away] = archived.configurationIds;
    expect(await ids(`filter[id]=${String(away)}`)).toEqual([away]);
    expect(await ids(`filter[id]=${String(away)}&filter[archived]=0`)).toEqual([]);
  });

  it('by the nested address of another organization is not found', async () => {
    const client = await openSandbox();
    const { id } = await created(client, {});
    const other = await client.organization('Lakeview Medical Centre');
    const path = `/organizations/${other.id}/relationships/configurations/${id}`;
    expect((await client.itglue('GET', path)).status).toBe(404);
  });

  it('is deleted in bulk only, by a list or a filter, never both', async () => {
    const client = await openSandbox();
    const { id } = await created(client, {});
    expect((await client.itglue('DELETE', `/configurations/${id}`)).status).toBe(404);
    const data = [{ type, attributes: { id } }];
    const both = await client.itglue('DELETE', `/configurations?filter[id]=${id}`, data);
    expect(both.status).toBe(422);
    const { status, json } = await client.itglue('DELETE', '/configurations', data);
    expect([status, column(pick(json, 'data'), 'id')]).toEqual([200, [id]]);
    expect((await client.itglue('GET', `/configurations/${id}`)).status).toBe(404);
  });
});
