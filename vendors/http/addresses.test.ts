import { describe, expect, it } from 'vitest';
import { addressRefusedCode, classifyAddress, createPinnedLookup } from './addresses.ts';

describe('an address', () => {
  it.each([
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '192.0.2.1',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '::',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'not an address',
  ])('%s is refused', (address) => {
    expect(classifyAddress(address)).toBe('refused');
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('%s is loopback', (address) => {
    expect(classifyAddress(address)).toBe('loopback');
  });

  it.each(['1.1.1.1', '2606:4700:4700::1111'])('%s is public', (address) => {
    expect(classifyAddress(address)).toBe('public');
  });
});

describe('a name that is looked up', () => {
  const policy = { allowLoopback: false, extraOrigins: [] };

  it('is refused if any one of its addresses is not public', async () => {
    expect(await lookUp(['1.1.1.1', '10.0.0.1'], policy)).toMatchObject({
      error: { code: addressRefusedCode },
    });
  });

  it('gives the socket the addresses that were checked', async () => {
    expect(await lookUp(['1.1.1.1', '8.8.8.8'], policy)).toEqual({
      error: null,
      addresses: [
        { address: '1.1.1.1', family: 4 },
        { address: '8.8.8.8', family: 4 },
      ],
    });
  });

  it("is refused if a vendor's name leads to this machine, even where loopback is allowed", async () => {
    const found = await lookUp(['127.0.0.1'], { ...policy, allowLoopback: true });
    expect(found).toMatchObject({ error: { code: addressRefusedCode } });
  });

  function lookUp(addresses: string[], of: typeof policy) {
    const lookup = createPinnedLookup(of, (_hostname, _options, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      ),
    );
    return new Promise((resolve) => {
      lookup('merlot-api.centrastage.net', { all: true }, (error, found) =>
        resolve({ error, addresses: found }),
      );
    });
  }
});
