import { lookup as dnsLookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Which addresses may be called, besides the vendors' own hosts. */
export interface AddressPolicy {
  /** Lets `localhost`, 127.0.0.0/8 and ::1 through, over http too. For the sandbox and nothing else. */
  allowLoopback: boolean;
  /** More origins (`https://host[:port]`), from the install's allow-list file. */
  extraOrigins: readonly string[];
}

export type AddressKind = 'public' | 'loopback' | 'refused';

/**
 * What an IP address is. Only globally routable unicast is public: private, link-local, CGNAT,
 * multicast, reserved and every address that only wraps another (6to4, Teredo, NAT64) is refused;
 * an IPv4-mapped IPv6 address counts as the IPv4 address in it.
 */
export function classifyAddress(address: string): AddressKind {
  if (!ipaddr.isValid(address)) return 'refused';
  const range = ipaddr.process(address).range();
  if (range === 'unicast') return 'public';
  return range === 'loopback' ? 'loopback' : 'refused';
}

/** The IP address that a URL's host is, or undefined if the host is a name. */
export function addressLiteral(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return ipaddr.isValid(bare) ? bare : undefined;
}

/**
 * Whether a URL's host may be connected to as far as its text tells. An address literal never
 * reaches `connect.lookup`, so it has to be judged here, before connecting.
 */
export function isHostAllowed(url: URL, policy: AddressPolicy): boolean {
  if (url.hostname === 'localhost') return policy.allowLoopback;
  const literal = addressLiteral(url.hostname);
  if (literal === undefined) return true;
  const kind = classifyAddress(literal);
  return kind === 'public' || (kind === 'loopback' && policy.allowLoopback);
}

/** Error code of a lookup that was stopped because a name leads to an address that is not public. */
export const addressRefusedCode = 'ERR_ADDRESS_REFUSED';

type Resolve = (
  hostname: string,
  options: { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A `connect.lookup` that refuses a name if any of its addresses is not public. The socket then
 * uses the very addresses that were checked, so a second DNS answer can't slip another one in.
 */
export function createPinnedLookup(
  policy: AddressPolicy,
  resolve: Resolve = dnsLookup,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const loopbackAllowed = policy.allowLoopback && hostname === 'localhost';
      const first = addresses[0];
      const refused = addresses.some(({ address }) => {
        const kind = classifyAddress(address);
        return kind === 'refused' || (kind === 'loopback' && !loopbackAllowed);
      });
      if (refused || first === undefined) {
        const refusal: NodeJS.ErrnoException = new Error('The name leads to a refused address.');
        refusal.code = addressRefusedCode;
        return callback(refusal, []);
      }
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}
