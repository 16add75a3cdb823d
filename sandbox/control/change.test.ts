import { describe, expect, it } from 'vitest';
import { column, found, openSandbox, pick } from '../client-for-tests.ts';
import { changeVerbs } from './changes.ts';

const customer = 'Hartley & Co Solicitors LLP';

/** Verbs that a test below carries out; the last test asks for all of them. */
const tried = new Set<string>();

function changing(verb: string, does: string, test: () => Promise<void>): void {
  tried.add(verb);
  it(`${verb} ${does}`, test);
}

describe('POST /change', () => {
  changing('datto.createSite', 'adds a site of the account', async () => {
    const client = await openSandbox();
    const uid = await client.change('datto.createSite', { name: 'New Site', onDemand: true });
    expect((await client.datto('GET', `/v2/site/${uid}`)).json).toMatchObject({
      name: 'New Site',
      onDemand: true,
    });
  });

  changing('datto.deleteSite', 'makes it answer 404 and its devices deleted', async () => {
    const client = await openSandbox();
    const site = await client.site(customer);
    await client.change('datto.deleteSite', { siteUid: site.uid });
    expect((await client.datto('GET', `/v2/site/${site.uid}`)).status).toBe(404);
    const device = found(site.devices[0]);
    expect((await client.datto('GET', `/v2/device/${device.uid}`)).json).toMatchObject({
      deleted: true,
      siteName: 'Deleted Devices',
    });
  });

  changing('datto.renameSite', 'changes its name', async () => {
    const client = await openSandbox();
    const { uid } = await client.site(customer);
    await client.change('datto.renameSite', { siteUid: uid, name: 'Hartley LLP' });
    expect((await client.site('Hartley LLP')).uid).toBe(uid);
  });

  changing('datto.setOnDemand', 'turns a managed site into an on-demand one', async () => {
    const client = await openSandbox();
    const { uid } = await client.site(customer);
    await client.change('datto.setOnDemand', { siteUid: uid, onDemand: true });
    expect((await client.site(customer)).onDemand).toBe(true);
  });

  changing('datto.addDevice', 'enrols a device', async () => {
    const client = await openSandbox();
    const { uid, devices } = await client.site(customer);
    const added = await client.change('datto.addDevice', { siteUid: uid, hostname: 'PC-NEW' });
    expect((await client.site(customer)).devices).toHaveLength(devices.length + 1);
    expect((await client.datto('GET', `/v2/device/${added}`)).json).toMatchObject({
      hostname: 'PC-NEW',
      siteUid: uid,
    });
  });

  changing('datto.moveDevice', 'puts it into another site', async () => {
    const client = await openSandbox();
    const device = found((await client.site(customer)).devices[0]);
    const to = await client.site('Brightwater Marine Ltd');
    await client.change('datto.moveDevice', { deviceUid: device.uid, siteUid: to.uid });
    expect((await client.datto('GET', `/v2/device/${device.uid}`)).json).toMatchObject({
      siteUid: to.uid,
    });
  });

  changing('datto.deleteDevice', 'puts it among the deleted, or forgets it', async () => {
    const client = await openSandbox();
    const [first, second] = (await client.site(customer)).devices;
    await client.change('datto.deleteDevice', { deviceUid: first?.uid });
    await client.change('datto.deleteDevice', { deviceUid: second?.uid, forget: true });
    const deleted = (await client.site('Deleted Devices')).devices;
    expect(column(deleted, 'uid')).toContain(first?.uid);
    expect((await client.datto('GET', `/v2/device/${String(second?.uid)}`)).status).toBe(404);
  });

  changing('datto.touchAudit', 'makes the last audit now', async () => {
    const client = await openSandbox();
    const device = found((await client.site(customer)).devices[0]);
    await client.change('datto.touchAudit', { deviceUid: device.uid });
    const after = (await client.site(customer)).devices[0]?.lastAuditMs;
    expect(after).toBeGreaterThan(device.lastAuditMs ?? 0);
  });

  changing('datto.setHardware', 'makes an audit find something else, and be now', async () => {
    const client = await openSandbox();
    const devices = (await client.site(customer)).devices;
    const device = found(devices.find(({ deviceClass }) => deviceClass === 'device'));
    const nics = [{ macAddress: '02:00:00:00:00:01' }];
    await client.change('datto.setHardware', { deviceUid: device.uid, serial: 'ABC1234', nics });
    const { json } = await client.datto('GET', `/v2/audit/device/${device.uid}`);
    expect(pick(json, 'bios', 'serialNumber')).toBe('ABC1234');
    expect(column(pick(json, 'nics'), 'macAddress')).toEqual(['02:00:00:00:00:01']);
    const audited = (await client.site(customer)).devices.find(({ uid }) => uid === device.uid);
    expect(audited?.lastAuditMs).toBeGreaterThan(device.lastAuditMs ?? 0);
  });

  changing('datto.renameDevice', 'changes its hostname', async () => {
    const client = await openSandbox();
    const device = found((await client.site(customer)).devices[0]);
    await client.change('datto.renameDevice', { deviceUid: device.uid, hostname: 'FRONT-DESK' });
    expect((await client.site(customer)).devices[0]?.hostname).toBe('FRONT-DESK');
  });

  changing('datto.setSoftware', 'replaces what is installed', async () => {
    const client = await openSandbox();
    const device = found((await client.site(customer)).devices[0]);
    const software = [{ name: '7-Zip', version: '24.08' }];
    await client.change('datto.setSoftware', { deviceUid: device.uid, software });
    expect((await client.site(customer)).devices[0]).toMatchObject({ software });
  });

  changing('datto.setVariable', 'creates one or changes its value', async () => {
    const client = await openSandbox();
    const siteUid = (await client.site('Home Users')).uid;
    const id = await client.change('datto.setVariable', { siteUid, name: 'a', value: '1' });
    expect(await client.change('datto.setVariable', { siteUid, name: 'a', value: '2' })).toBe(id);
    await client.change('datto.setVariable', { name: 'MSPName', value: 'Renamed' });
    expect(column((await client.site('Home Users')).variables, 'value')).toContain('2');
    expect(column((await client.state()).dattoRmm.variables, 'value')).toContain('Renamed');
  });

  changing('datto.deleteVariable', 'takes it away', async () => {
    const client = await openSandbox();
    await client.change('datto.deleteVariable', { name: 'MSPName' });
    expect(column((await client.state()).dattoRmm.variables, 'name')).not.toContain('MSPName');
    await expect(client.change('datto.deleteVariable', { name: 'MSPName' })).rejects.toThrow(
      /no variable/,
    );
  });

  changing('gravityzone.createCompany', 'adds one, a namesake if need be', async () => {
    const client = await openSandbox();
    const other = await client.company('Cobalt Managed Services Ltd');
    await client.change('gravityzone.createCompany', { name: customer });
    await client.change('gravityzone.createCompany', { name: customer, parentId: other.id });
    const same = (await client.state()).gravityzone.companies.filter(
      (company) => company.name === customer,
    );
    expect(column(same, 'visible')).toEqual([true, true, false]);
  });

  changing('gravityzone.renameCompany', 'changes its name', async () => {
    const client = await openSandbox();
    const { id } = await client.company(customer);
    await client.change('gravityzone.renameCompany', { companyId: id, name: 'Other' });
    expect((await client.company('Other')).id).toBe(id);
  });

  changing('gravityzone.moveCompany', 'moves it, out of sight too', async () => {
    const client = await openSandbox();
    const { id } = await client.company(customer);
    const move = async (name: string) =>
      client.change('gravityzone.moveCompany', {
        companyId: id,
        newParentId: (await client.company(name)).id,
      });
    await move('Northgate IT Services Ltd');
    expect(await client.company(customer)).toMatchObject({ visible: true });
    await move('Cobalt Managed Services Ltd');
    expect(await client.company(customer)).toMatchObject({ visible: false });
    await expect(move('Old Mill Antiques')).rejects.toThrow(/no partner/);
  });

  changing('gravityzone.deleteCompany', 'takes it away with its packages', async () => {
    const client = await openSandbox();
    const { id } = await client.company('Old Mill Antiques');
    await client.change('gravityzone.deleteCompany', { companyId: id });
    expect((await client.state()).gravityzone.packages).toEqual([]);
    const nested = { companyId: (await client.company('Northgate IT Services Ltd')).id };
    await expect(client.change('gravityzone.deleteCompany', nested)).rejects.toThrow(/below it/);
    await client.change('gravityzone.deleteCompany', { ...nested, withChildren: true });
    expect(column((await client.state()).gravityzone.companies, 'name')).not.toContain(
      'Gable & Finch Surveyors',
    );
  });

  changing('gravityzone.suspendCompany', 'suspends it', async () => {
    const client = await openSandbox();
    const companyId = (await client.company(customer)).id;
    await client.change('gravityzone.suspendCompany', { companyId });
    expect((await client.company(customer)).isSuspended).toBe(true);
  });

  changing('gravityzone.activateCompany', 'takes that back', async () => {
    const client = await openSandbox();
    const companyId = (await client.company(customer)).id;
    await client.change('gravityzone.suspendCompany', { companyId });
    await client.change('gravityzone.activateCompany', { companyId });
    expect((await client.company(customer)).isSuspended).toBe(false);
  });

  changing('gravityzone.createFolder', 'adds a company folder', async () => {
    const client = await openSandbox();
    const id = await client.change('gravityzone.createFolder', { name: 'Schools' });
    expect(await client.result('network.getCompanyFoldersList')).toContainEqual({
      id,
      name: 'Schools',
    });
  });

  changing('gravityzone.addEndpoint', 'enrols a machine, in a group if told', async () => {
    const client = await openSandbox();
    const companyId = (await client.company('Old Mill Antiques')).id;
    const listed = async () => {
      const page = await client.result('network.getEndpointsList', { parentId: companyId });
      return column(pick(page, 'items'), 'id');
    };
    const add = { companyId, name: 'PC-NEW' };
    const id = await client.change('gravityzone.addEndpoint', add);
    expect(await listed()).toEqual([id]);
    await client.change('gravityzone.addEndpoint', { companyId, group: 'Servers' });
    await client.change('gravityzone.addEndpoint', { companyId, group: 'Servers' });
    expect(await listed()).toEqual([id]);
    const { endpoints, groups } = (await client.state()).gravityzone;
    expect(endpoints.filter((one) => one.companyId === companyId)).toHaveLength(3);
    expect(groups.filter((one) => one.companyId === companyId)).toHaveLength(1);
    await expect(client.change('gravityzone.addEndpoint', { companyId: 'x' })).rejects.toThrow(
      /no company/,
    );
  });

  changing('gravityzone.deleteEndpoint', 'takes it away', async () => {
    const client = await openSandbox();
    const { endpoints } = (await client.state()).gravityzone;
    const endpointId = found(endpoints[0]).id;
    await client.change('gravityzone.deleteEndpoint', { endpointId });
    expect((await client.state()).gravityzone.endpoints).toHaveLength(endpoints.length - 1);
    await expect(client.change('gravityzone.deleteEndpoint', { endpointId })).rejects.toThrow(
      /no endpoint/,
    );
  });

  changing('gravityzone.setLicense', 'changes what is given', async () => {
    const client = await openSandbox();
    const companyId = (await client.company(customer)).id;
    await client.change('gravityzone.setLicense', {
      companyId,
      license: { type: 1, flags: { manageEncryption: false } },
    });
    expect(await client.result('licensing.getLicenseInfo', { companyId })).toMatchObject({
      subscriptionType: 1,
      manageEncryption: false,
      managePatchManagement: true,
    });
  });

  changing('gravityzone.setKeyApis', 'ticks APIs on a key', async () => {
    const client = await openSandbox();
    await client.change('gravityzone.setKeyApis', { apis: ['network'] });
    expect((await client.rpc('companies.getCompanyDetails')).status).toBe(403);
    await client.change('gravityzone.setKeyApis', {
      credential: 'withoutPackages',
      apis: ['packages'],
    });
    const reply = await client.rpc(
      'packages.getInstallationLinks',
      {},
      {
        label: 'withoutPackages',
      },
    );
    expect(reply.status).toBe(200);
  });

  changing('gravityzone.renamePackage', 'changes its name', async () => {
    const client = await openSandbox();
    const packageId = found((await client.state()).gravityzone.packages[0]).id;
    await client.change('gravityzone.renamePackage', { packageId, name: 'Renamed' });
    expect((await client.state()).gravityzone.packages[0]?.name).toBe('Renamed');
  });

  changing('gravityzone.deletePackage', 'takes it away', async () => {
    const client = await openSandbox();
    const packageId = found((await client.state()).gravityzone.packages[0]).id;
    await client.change('gravityzone.deletePackage', { packageId });
    expect(await client.result('packages.getInstallationLinks')).toEqual([]);
  });

  changing('hide', 'takes a company with all below it out of every key’s sight', async () => {
    const client = await openSandbox();
    const nested = await client.company('Northgate IT Services Ltd');
    const child = await client.company('Gable & Finch Surveyors');
    await client.change('hide', { vendor: 'gravityzone', id: nested.id });
    for (const companyId of [nested.id, child.id]) {
      expect(await client.error('companies.getCompanyDetails', { companyId })).toMatch(/^-32001/);
    }
    expect((await client.company('Gable & Finch Surveyors')).visible).toBe(false);
    const site = await client.site(customer);
    await client.change('hide', { vendor: 'dattoRmm', id: site.uid, credential: 'secondAdmin' });
    expect((await client.datto('GET', `/v2/site/${site.uid}`)).status).toBe(200);
    const path = `/v2/site/${site.uid}`;
    expect((await client.datto('GET', path, undefined, 'secondAdmin')).status).toBe(403);
    await expect(client.change('hide', { vendor: 'gravityzone', id: 'x' })).rejects.toThrow(/x/);
  });

  changing('reveal', 'gives it back', async () => {
    const client = await openSandbox();
    const { id } = await client.company(customer);
    await client.change('hide', { vendor: 'gravityzone', id });
    await client.change('reveal', { vendor: 'gravityzone', id });
    const details = await client.result('companies.getCompanyDetails', { companyId: id });
    expect(pick(details, 'name')).toBe(customer);
  });

  it('hide and reveal take many ids at once, all or none', async () => {
    const client = await openSandbox({ msp: 'demo', sites: 1000, devices: 0 });
    const { companies, rootCompanyId } = (await client.state()).gravityzone;
    const ids = companies
      .filter(({ type, parentId }) => type === 1 && parentId === rootCompanyId)
      .map(({ id }) => id)
      .slice(0, 300);
    expect(ids).toHaveLength(300);
    const visible = async () =>
      (await client.state()).gravityzone.companies.filter((company) => company.visible).length;
    const before = await visible();
    const vendor = 'gravityzone';
    await expect(client.change('hide', { vendor, ids: [...ids, 'x'] })).rejects.toThrow(
      /nothing with the id .*x/,
    );
    expect(await visible()).toBe(before);
    await client.change('hide', { vendor, ids });
    expect(await visible()).toBe(before - 300);
    await client.change('reveal', { vendor, ids: ids.slice(1), id: ids[0] });
    expect(await visible()).toBe(before);
    await expect(client.change('hide', { vendor })).rejects.toThrow(/must say what is meant/);
    await expect(client.change('hide', { vendor, ids: [] })).rejects.toThrow(/Field .*ids/);
  });

  it('has no verb without a test', () => {
    const others = changeVerbs.filter((verb) => !verb.startsWith('itglue.'));
    expect(others.filter((verb) => !tried.has(verb))).toEqual([]);
  });
});
