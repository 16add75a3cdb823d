import { describe, expect, it } from 'vitest';
import type { AddressPolicy } from './addresses.ts';
import { VendorError } from './errors.ts';
import type { Vendor } from './errors.ts';
import { checkVendorUrl, isCallable } from './vendor-url.ts';

const strict: AddressPolicy = { allowLoopback: false, extraOrigins: [] };
const sandbox: AddressPolicy = { allowLoopback: true, extraOrigins: [] };

describe('the API URL of Datto RMM', () => {
  it.each([
    'https://merlot-api.centrastage.net',
    'https://merlot-api.centrastage.net/',
    'https://merlot-api.centrastage.net/api',
    'https://merlot-api.centrastage.net/api/v2/',
    'HTTPS://Merlot-API.centrastage.net:443',
    'merlot-api.centrastage.net',
    ' Merlot ',
  ])('%s is stored as its origin', (text) => {
    expect(checkVendorUrl('datto-rmm', text, strict)).toBe('https://merlot-api.centrastage.net');
  });

  it.each([
    'http://merlot-api.centrastage.net',
    'https://merlot.rmm.datto.com',
    'https://other-api.centrastage.net',
    'https://merlot-api.centrastage.net.evil.example',
    'https://evil.example/merlot-api.centrastage.net',
    'https://merlot-api.centrastage.net:8443',
    'https://merlot-api.centrastage.net@evil.example',
    'https://user:pass@merlot-api.centrastage.net',
    'https://merlot-api.centrastage.net/api?x=1',
    'https://merlot-api.centrastage.net/other',
    'ftp://merlot-api.centrastage.net',
    'https://10.0.0.1',
    'https://2130706433',
    'https://[::1]',
    'http://127.0.0.1:4101',
    'http://localhost:4101',
    'nonsense with blanks',
    '',
  ])('%s is refused with what would be right', (text) => {
    expect(refusal('datto-rmm', text).message).toContain('https://pinotage-api.centrastage.net');
  });
});

describe('the access URL of GravityZone', () => {
  it.each([
    'https://cloudgz.gravityzone.bitdefender.com/api',
    'https://cloudgz.gravityzone.bitdefender.com/api/',
    'https://cloudgz.gravityzone.bitdefender.com/api/v1.0/jsonrpc',
    'https://cloudgz.gravityzone.bitdefender.com/api/v1.0/jsonrpc/companies',
    'https://cloudgz.gravityzone.bitdefender.com',
  ])('%s is stored without what follows /api', (text) => {
    expect(checkVendorUrl('gravityzone', text, strict)).toBe(
      'https://cloudgz.gravityzone.bitdefender.com/api',
    );
  });

  it('may be any host of the vendor', () => {
    const url = 'https://cloudrbx.ovh.gravityzone.bitdefender.com/api';
    expect(checkVendorUrl('gravityzone', url, strict)).toBe(url);
  });

  it.each([
    'https://gravityzone.bitdefender.com',
    'https://evilgravityzone.bitdefender.com/api',
    'https://cloud.gravityzone.bitdefender.com.evil.example/api',
    'http://cloud.gravityzone.bitdefender.com/api',
    'https://cloud.gravityzone.bitdefender.com:8443/api',
    'https://cloud.gravityzone.bitdefender.com/other',
  ])('%s is refused with what would be right', (text) => {
    expect(refusal('gravityzone', text).message).toContain('Access URL');
  });
});

describe('the API URL of IT Glue', () => {
  it.each([
    ['us', 'https://api.itglue.com'],
    [' EU ', 'https://api.eu.itglue.com'],
    ['au', 'https://api.au.itglue.com'],
    ['api.eu.itglue.com', 'https://api.eu.itglue.com'],
    ['https://api.au.itglue.com/', 'https://api.au.itglue.com'],
    ['HTTPS://API.itglue.com:443', 'https://api.itglue.com'],
  ])('%s is stored as the origin of its region', (text, origin) => {
    expect(checkVendorUrl('itglue', text, strict)).toBe(origin);
  });

  it.each([
    'ca',
    'https://itglue.com',
    'https://acme.itglue.com',
    'https://acme.eu.itglue.com',
    'https://api.itglue.com.evil.example',
    'https://api-mobile-prod.itglue.com/api',
    'https://api.itglue.com/organizations',
    'https://api.itglue.com:8443',
    'http://api.itglue.com',
    'https://key@api.itglue.com',
    'http://127.0.0.1:4103',
    '',
  ])('%s is refused with what would be right', (text) => {
    expect(refusal('itglue', text).message).toContain('https://api.eu.itglue.com');
  });
});

describe('other hosts', () => {
  it('are taken from the allow-list of the install', () => {
    const policy = { ...strict, extraOrigins: ['https://gz.example.com:8443'] };
    const url = 'https://gz.example.com:8443/api';
    expect(checkVendorUrl('gravityzone', url, policy)).toBe(url);
  });

  it('are refused over http, and on inner networks, whatever the allow-list says', () => {
    const policy = { ...strict, extraOrigins: ['http://gz.example.com', 'https://10.0.0.1'] };
    expect(refusal('gravityzone', 'http://gz.example.com', policy).code).toBe('address-refused');
    expect(refusal('gravityzone', 'https://10.0.0.1', policy).code).toBe('address-refused');
  });

  it('are loopback only where the install allows it', () => {
    expect(checkVendorUrl('datto-rmm', 'http://127.0.0.1:4101', sandbox)).toBe(
      'http://127.0.0.1:4101',
    );
    expect(isCallable(new URL('http://127.0.0.1:4101/x'), sandbox)).toBe(true);
    expect(isCallable(new URL('http://127.0.0.1:4101/x'), strict)).toBe(false);
  });
});

function refusal(vendor: Vendor, text: string, policy = strict): VendorError {
  try {
    checkVendorUrl(vendor, text, policy);
  } catch (error) {
    if (error instanceof VendorError) return error;
  }
  throw new Error(`${text} was not refused`);
}
