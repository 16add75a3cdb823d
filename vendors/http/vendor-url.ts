import { isHostAllowed } from './addresses.ts';
import type { AddressPolicy } from './addresses.ts';
import { VendorError } from './errors.ts';
import type { Vendor } from './errors.ts';

/** The six Datto RMM platforms; the host is `https://{platform}-api.centrastage.net`. */
export const dattoPlatforms = [
  'pinotage',
  'merlot',
  'concord',
  'vidal',
  'zinfandel',
  'syrah',
] as const;

/** The three regions of IT Glue, and the host of each (itglue.md 1). */
export const itglueHosts = {
  us: 'api.itglue.com',
  eu: 'api.eu.itglue.com',
  au: 'api.au.itglue.com',
} as const;

/**
 * Checks a URL as a person typed it and gives back the one form that is stored and called:
 * Datto RMM's API origin (`https://merlot-api.centrastage.net`; the platform's name alone will do),
 * GravityZone's access URL (`https://cloud.gravityzone.bitdefender.com/api`; a trailing slash or
 * `/v1.0/jsonrpc` is dropped); IT Glue's API origin (`https://api.eu.itglue.com`; the region alone
 * will do). Never with a trailing slash.
 * @throws {VendorError} `address-refused`, with what would be right.
 */
export function checkVendorUrl(vendor: Vendor, text: string, policy: AddressPolicy): string {
  const rules = urlRules[vendor];
  const refuse = (happened: string): never => {
    throw new VendorError({
      code: 'address-refused',
      vendor,
      operation: 'check URL',
      happened,
      next: rules.hint,
    });
  };

  const url = parseUrl(rules.complete(text.trim()));
  if (url === undefined) return refuse('this is not a URL');
  if (url.username !== '' || url.password !== '') {
    return refuse('the URL holds a user name or password');
  }
  if (url.search !== '' || url.hash !== '') return refuse('the URL has more than host and path');
  const plain = url.protocol === 'http:';
  if (!plain && url.protocol !== 'https:') return refuse('the URL does not begin with https://');
  if (!isHostAllowed(url, policy)) {
    return refuse(`${url.hostname} is an address of this machine or of an inner network`);
  }
  const loopback = policy.allowLoopback && isLoopbackHost(url);
  if (plain && !loopback)
    return refuse('the URL begins with http:// and would send the key in clear');
  const foreign =
    !loopback && !rules.isOwnOrigin(url) && !policy.extraOrigins.some((o) => sameOrigin(o, url));
  if (foreign) return refuse(`${url.host} is not a host of this API`);
  return rules.normalise(url) ?? refuse(`the path ${url.pathname} is not that of this API`);
}

/**
 * The last check before a socket is opened. A URL that was fine when it was saved is looked at
 * again, since the policy may have changed since.
 */
export function isCallable(url: URL, policy: AddressPolicy): boolean {
  return isHostAllowed(url, policy) && (url.protocol === 'https:' || isLoopbackHost(url));
}

interface UrlRules {
  hint: string;
  complete(text: string): string;
  isOwnOrigin(url: URL): boolean;
  normalise(url: URL): string | undefined;
}

const urlRules: Record<Vendor, UrlRules> = {
  'datto-rmm': {
    hint: `Use the API URL shown in Datto RMM under Setup > Users, such as https://pinotage-api.centrastage.net, or its platform alone: ${dattoPlatforms.join(', ')}.`,
    complete(text) {
      const platform = dattoPlatforms.find((name) => name === text.toLowerCase());
      return platform ? `https://${platform}-api.centrastage.net` : withScheme(text);
    },
    isOwnOrigin: (url) =>
      dattoPlatforms.some((name) => url.origin === `https://${name}-api.centrastage.net`),
    normalise: (url) => (/^\/(?:api\/?(?:v2\/?)?)?$/.test(url.pathname) ? url.origin : undefined),
  },
  gravityzone: {
    hint: 'Use the Access URL shown in GravityZone under My Account > Control Center API, such as https://cloudgz.gravityzone.bitdefender.com/api.',
    complete: withScheme,
    isOwnOrigin: (url) =>
      url.protocol === 'https:' &&
      url.port === '' &&
      url.hostname.endsWith('.gravityzone.bitdefender.com'),
    normalise(url) {
      const path = url.pathname.replace(/\/v1\.\d+\/jsonrpc(?:\/.*)?$/, '').replace(/\/+$/, '');
      return path === '' || path === '/api' ? `${url.origin}/api` : undefined;
    },
  },
  itglue: {
    hint: 'Use the region of your IT Glue account, us, eu or au, or the URL of its API: https://api.itglue.com, https://api.eu.itglue.com or https://api.au.itglue.com.',
    complete(text) {
      const region = Object.entries(itglueHosts).find(([name]) => name === text.toLowerCase());
      return withScheme(region?.[1] ?? text);
    },
    isOwnOrigin: (url) =>
      Object.values(itglueHosts).some((host) => url.origin === `https://${host}`),
    normalise: (url) => (url.pathname === '/' ? url.origin : undefined),
  },
};

function withScheme(text: string): string {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isLoopbackHost(url: URL): boolean {
  return !isHostAllowed(url, { allowLoopback: false, extraOrigins: [] });
}

function sameOrigin(allowed: string, url: URL): boolean {
  return url.protocol === 'https:' && parseUrl(allowed)?.origin === url.origin;
}
