import { describe, expect, it } from 'vitest';
import { column, found, openSandbox, type SandboxClient } from '../client-for-tests.ts';
import { ordinaryCases, organizationCases, rareCases } from './matching-cases.ts';

async function read(client: SandboxClient) {
  const { sample, itglue, dattoRmm } = await client.state();
  const devices = dattoRmm.sites.flatMap((site) => site.devices);
  return (name: string) => {
    const one = found(sample.matching.find((noted) => noted.case === name));
    return {
      siteName: dattoRmm.sites.find(({ uid }) => uid === one.siteUid)?.name,
      organizations: one.organizationIds.map((id) =>
        found(itglue.organizations.find((row) => row.id === id)),
      ),
      devices: one.deviceUids.map((uid) => found(devices.find((row) => row.uid === uid))),
      configurations: one.configurationIds.map((id) =>
        found(itglue.configurations.find((row) => row.id === id)),
      ),
    };
  };
}

const digits = (mac: string | null | undefined) => mac?.replaceAll(/[^0-9a-f]/gi, '').toLowerCase();
const macs = (device: { hardware: { nics: readonly { macAddress: string }[] } } | undefined) =>
  device?.hardware.nics.map(({ macAddress }) => digits(macAddress)) ?? [];

describe('The sample of IT Glue', () => {
  it('called demo has every case of matching', async () => {
    const client = await openSandbox({ msp: 'demo' });
    const cases = new Set(column((await client.state()).sample.matching, 'case'));
    const wanted = [...organizationCases, ...ordinaryCases, ...rareCases];
    expect(wanted.filter((one) => !cases.has(one))).toEqual([]);
    expect(cases).toContain('primaryOrganization');
    expect(cases).toContain('organizationWithoutSite');
  });

  it('called demo has each organization as its case says', async () => {
    const of = await read(await openSandbox({ msp: 'demo' }));
    expect(of('sameName').organizations[0]?.name).toBe(of('sameName').siteName);
    const names = column(of('namesakeOrganizations').organizations, 'name');
    expect(new Set(names).size).toBe(1);
    expect(names).toHaveLength(2);
    expect(of('noOrganization').organizations).toEqual([]);
    expect(of('primaryOrganization').organizations[0]?.primary).toBe(true);
    const [bound, namesake] = of('psaBoundUnderOtherName').organizations;
    expect(bound?.psa).toMatchObject({ integration: 'autotask', id: '8830' });
    expect(namesake?.name).toBe(of('psaBoundUnderOtherName').siteName);
  });

  it('called demo has each device as its case says', async () => {
    const of = await read(await openSandbox({ msp: 'demo' }));
    const equal = of('serialAndMac');
    expect(equal.configurations[0]?.serialNumber).toBe(equal.devices[0]?.hardware.serial);
    expect(macs(equal.devices[0])).toContain(digits(equal.configurations[0]?.macAddress));
    const [first, second] = of('sharedDock').devices;
    const shared = macs(first).filter((mac) => macs(second).includes(mac));
    expect(shared).toEqual([digits(of('sharedDock').configurations[0]?.macAddress)]);
    for (const name of ['reimagedMachine', 'clonedMachines']) {
      expect(new Set(of(name).devices.map(({ hardware }) => hardware.serial)).size).toBe(1);
    }
    expect(of('clonedMachines').devices[0]?.hardware.serial).toMatch(/^VMware-/);
    expect(of('placeholderSerial').devices.map(({ hardware }) => hardware.serial)).toEqual([
      'To be filled by O.E.M.',
      'To be filled by O.E.M.',
      'Default string',
    ]);
    const moved = of('otherOrganization');
    expect(moved.configurations[0]?.organizationId).toBe(moved.organizations[1]?.id);
    const against = of('serialAgainstMac');
    expect(against.configurations[0]?.serialNumber).toBe(against.devices[0]?.hardware.serial);
    expect(macs(against.devices[0])).toContain(digits(against.configurations[1]?.macAddress));
    expect(of('archivedConfiguration').configurations[0]?.archived).toBe(true);
    expect(of('noConfiguration').configurations).toEqual([]);
  });

  it('called small has a configuration like it for every device of a site with one', async () => {
    const client = await openSandbox();
    const { sample } = await client.state();
    const cases = new Set(column(sample.matching, 'case'));
    expect([...ordinaryCases, ...rareCases].filter((one) => cases.has(one))).toEqual([
      'serialAndMac',
    ]);
  });

  it('grows to 300 organizations and 20,000 devices within seconds', async () => {
    const before = process.cpuUsage();
    const client = await openSandbox({ msp: 'large', sites: 300, devices: 20_000 });
    // Time of the processor, so that what else the machine does is left out.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(5000);
    const { organizations, configurations } = (await client.state()).itglue;
    expect(organizations.length).toBeGreaterThan(270);
    expect(configurations.length).toBeGreaterThan(16_000);
  });
});
