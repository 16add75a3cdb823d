import { describe, expect, test } from 'vitest';
import { companyId, isSiteUid, NotAnId, siteUid, tenantId } from './identity.ts';

describe('Ids', () => {
  test('a site uid is a GUID', () => {
    const guid = '0f0e7f54-3c1c-4a53-9a39-0d3f0f6f1a10';
    expect(siteUid(guid)).toBe(guid);
    expect(() => siteUid('Deleted Devices')).toThrow(NotAnId);
    expect(isSiteUid('deleted-devices')).toBe(false);
  });

  test('a company id is an explicit 24-hex id, and a pasted one may have capitals', () => {
    expect(companyId('65A0C0FFEE0000000000A001')).toBe('65a0c0ffee0000000000a001');
    for (const wrong of ['', '65a0', '65a0c0ffee0000000000a00g', '65a0c0ffee0000000000a0011']) {
      expect(() => companyId(wrong)).toThrow('24 hexadecimal characters');
    }
  });

  test('a tenant id can be a part of a workflow id', () => {
    expect(tenantId('b7c1_9-x')).toBe('b7c1_9-x');
    expect(() => tenantId('a/b')).toThrow(NotAnId);
  });
});
