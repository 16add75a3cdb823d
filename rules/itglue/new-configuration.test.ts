import { describe, expect, test } from 'vitest';
import type { DeviceToWrite } from './device-fields.ts';
import { newConfiguration } from './new-configuration.ts';
import type { NewConfigurationContext } from './new-configuration.ts';
import { catalogue, desktop } from './test-catalogue.ts';

function made(over: Partial<DeviceToWrite> = {}, context: Partial<NewConfigurationContext> = {}) {
  const result = newConfiguration(desktop(over), {
    catalogue,
    locations: [],
    siteName: 'Acme North',
    ...context,
  });
  if (!result.ok) throw new Error(result.sentence);
  return result;
}

describe('A created configuration takes what the device has', () => {
  test('name, hostname, type, status, serial, primary IP and MAC, manufacturer, model, operating system, other interfaces, installed-by', () => {
    expect(made()).toEqual({
      ok: true,
      notes: [],
      configuration: {
        name: 'ACME-PC7',
        hostname: 'acme-pc7',
        configurationTypeId: '100',
        configurationStatusId: '201',
        serialNumber: '7XK2Q93',
        primaryIp: '192.168.1.20',
        macAddress: '18:5E:0F:00:00:01',
        manufacturerId: '300',
        modelId: '400',
        operatingSystemId: '501',
        installedBy: 'Sitesync d1',
        interfaces: [{ name: 'Wi-Fi', macAddress: '18:5E:0F:00:00:02' }],
      },
    });
  });

  test('the organization’s location if one is named as the site', () => {
    const locations = [
      { id: '7', name: ' acme  north' },
      { id: '8', name: 'Acme South' },
    ];
    expect(made({}, { locations }).configuration.locationId).toBe('7');
    const twice = [...locations, { id: '9', name: 'Acme North' }];
    expect(made({}, { locations: twice }).configuration.locationId).toBeUndefined();
    expect(made({}, { locations, siteName: 'Acme' }).configuration.locationId).toBeUndefined();
  });

  test.each(['To Be Filled By O.E.M.', 'Default string', '0', null])(
    'the serial “%s” is never written',
    (serial) => {
      expect(made({ serial }).configuration).not.toHaveProperty('serialNumber');
    },
  );

  test.each(['127.0.0.1', '169.254.7.7', 'fe80::1', 'none'])(
    'the address %s is never written',
    (ip) => {
      const interfaces = [{ mac: '18:5E:0F:00:00:01', ip, primary: true }];
      expect(made({ internalIp: ip, interfaces }).configuration).not.toHaveProperty('primaryIp');
    },
  );

  test('without a primary interface, all are other interfaces', () => {
    const interfaces = [
      { mac: '18:5E:0F:00:00:01', ip: '192.168.1.20' },
      { mac: '18:5E:0F:00:00:02', ip: null },
    ];
    const { configuration } = made({ interfaces });
    expect(configuration.macAddress).toBeUndefined();
    expect(configuration.interfaces).toHaveLength(2);
  });

  test('what IT Glue’s lists lack is left empty and told', () => {
    const { configuration, notes } = made({
      manufacturer: 'Fujitsu',
      model: 'Esprimo',
      operatingSystem: 'Haiku R1',
    });
    expect(configuration).not.toHaveProperty('manufacturerId');
    expect(configuration).not.toHaveProperty('modelId');
    expect(configuration.operatingSystemNotes).toBe('Haiku R1');
    expect(notes).toEqual([
      'IT Glue’s list has no manufacturer “Fujitsu”: it is left empty.',
      'IT Glue’s list has no model “Esprimo”: it is left empty.',
      'IT Glue’s list has no operating system “Haiku R1”: it is left empty.',
    ]);
  });
});

describe('The type', () => {
  test.each([
    ['Desktop', 'Desktop', 'device', '100'],
    ['Laptop', 'Laptop', 'device', '101'],
    ['Server', 'Server', 'device', '103'],
    ['Printer', 'Printer', 'printer', '104'],
    ['Network Device', 'Switch', 'rmmnetworkdevice', '105'],
    ['Network Device (Switch)', null, 'rmmnetworkdevice', '105'],
    ['ESXi Host', 'ESXi Host', 'esxihost', '103'],
    [null, null, 'printer', '104'],
    [null, null, 'device', '100'],
  ])('of category %s, type %s and class %s', (category, type, deviceClass, id) => {
    expect(made({ category, type, deviceClass }).configuration.configurationTypeId).toBe(id);
  });

  test('that no list has is a sentence that says what to add', () => {
    const result = newConfiguration(desktop({ category: 'Firewall', type: 'Firewall' }), {
      catalogue,
      locations: [],
      siteName: 'Acme',
    });
    expect(result).toEqual({
      ok: false,
      sentence:
        'IT Glue has no configuration type for a device of the kind “Firewall”. Add one of these there, with or without “Managed” before it: “Firewall”, “Network Firewall”, “Other”.',
    });
  });
});

describe('The operating system', () => {
  test.each([
    ['Microsoft Windows 11 Pro 10.0.26100', '501', false],
    ['Microsoft Windows Server 2022 Standard', '503', false],
    ['Microsoft Windows 10 Home 10.0.19045', '502', true],
  ])('“%s” is %s', (operatingSystem, id, noted) => {
    const { configuration } = made({ operatingSystem });
    expect(configuration.operatingSystemId).toBe(id);
    expect(configuration.operatingSystemNotes).toBe(noted ? operatingSystem : undefined);
  });
});

describe('The model', () => {
  test.each([
    ['HP', 'HP EliteDesk 800', '401'],
    ['Hewlett-Packard', 'elitedesk 800', '401'],
    ['LENOVO', 'OptiPlex 7010', '402'],
    ['HP', 'OptiPlex 7010', undefined],
  ])('of %s, “%s”', (manufacturer, model, id) => {
    expect(made({ manufacturer, model }).configuration.modelId).toBe(id);
  });
});
